// Backup codes are printed or copied by a button; without it by the browser's own means.

const codes = document.querySelector(".codes")
const row = document.createElement("div")
row.className = "acts"

const add = (words, act) => {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "btn"
  button.textContent = words
  button.addEventListener("click", () => act(button))
  row.append(button)
}

add("Vytisknout", () => print())
if (navigator.clipboard) {
  add("Zkopírovat", async (button) => {
    const all = [...codes.querySelectorAll("code")].map((code) => code.textContent)
    await navigator.clipboard.writeText(all.join("\n"))
    button.textContent = "Zkopírováno"
  })
}
codes.after(row)
