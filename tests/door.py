"""What a visitor of the sign-in page does, step by step."""

from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

LOGIN = "/sprava/login/"
PASSWORD = "dlouhe-tajne-heslo"


def code_of(user, step=0):
    """What the application in the user's phone shows now, or `step` half minutes later."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, drift=step):06}"


def give_password(client, password=PASSWORD, username="novak", **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def give_code(client, code, **extra):
    return client.post(LOGIN, {"code": code}, **extra)


def is_in(client):
    return client.get("/sprava/").status_code == 200


def fail(client, times=5, **extra):
    for _ in range(times):
        response = give_password(client, "spatne-heslo", **extra)
    return response
