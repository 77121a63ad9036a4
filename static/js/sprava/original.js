// The Czech text beside a translation stays open where there is room for both, and waits folded where there is none.

const original = document.querySelector(".original")
const roomy = matchMedia("(min-width: 75em)") // as in the stylesheet

const fold = () => (original.open = roomy.matches)
roomy.addEventListener("change", fold)
fold()
