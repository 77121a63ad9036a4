// Backup codes and the address of a preview are copied by a button, codes printed too; without it by the browser's own
// means.

function add(row, words, act) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "btn"
  button.textContent = words
  button.addEventListener("click", () => act(button))
  row.append(button)
}

function addCopy(row, text) {
  if (!navigator.clipboard) return
  add(row, "Zkopírovat", async (button) => {
    await navigator.clipboard.writeText(text())
    button.textContent = "Zkopírováno"
  })
}

for (const codes of document.querySelectorAll(".codes")) {
  const row = document.createElement("div")
  row.className = "acts"
  add(row, "Vytisknout", () => print())
  addCopy(row, () => [...codes.querySelectorAll("code")].map((code) => code.textContent).join("\n"))
  codes.after(row)
}

for (const address of document.querySelectorAll(".preview-address")) {
  addCopy(address.closest(".card").querySelector(".acts"), () => address.value)
}
