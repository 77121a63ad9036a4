// What is pasted or dropped is read by the server (pages/richtext/clipboard), as it is once more when the text is saved.
// So there is one reading of it, an editor sees at once what will be stored, and is told what will not.

const FAILED = "Vložit se to nepovedlo. Zkuste to znovu, třeba po menších částech."
const PICTURES = (number) => `Z toho, co jste vložili, tu není: obrázky (${number}).`
const NOTE = /(?:poznamka|odkaz)-(\d+)/g
const EMBEDDED = /(\ssrc=["']?)data:[^"'\s>]*/gi // a picture in letters, which may be longer than any text

// What was copied in an editor like this one needs no reading, and keeps its place in a list or a cell.
function isOurs(html) {
  return html.includes("data-pm-slice") && !/\s(?:class|style|hidden)\b/i.test(html)
}

export function pasting(textarea, editor) {
  const field = textarea.closest(".rich-text")
  let read = null

  function say(text) {
    field.querySelector(".rich-text__left-out").textContent = text
  }

  async function ask(html) {
    const body = new FormData()
    body.set("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value)
    body.set("html", html.replace(EMBEDDED, "$1"))
    body.set("last_note", Math.max(0, ...[...editor.getHTML().matchAll(NOTE)].map(([, number]) => number)))
    const answer = await fetch(textarea.dataset.paste, { method: "POST", body })
    return answer.json()
  }

  // Who goes on writing while the server reads writes behind what will stand there.
  async function insert(html, { from, to }) {
    const follow = ({ transaction: { mapping } }) => ([from, to] = [mapping.map(from, -1), mapping.map(to, -1)])
    editor.on("transaction", follow)
    const seen = await ask(html).catch(() => null)
    editor.off("transaction", follow)
    say(seen ? seen.left_out : FAILED)
    if (!seen) return
    editor.commands.setTextSelection({ from, to })
    read = seen.html
    editor.view.pasteHTML(read)
    const end = editor.state.doc.content.size
    if (seen.notes) editor.commands.insertContentAt(end, seen.notes, { updateSelection: false })
  }

  // Whether the reading is ours to do. A picture alone has no text and is no part of one.
  function take(data, place) {
    const html = data?.getData("text/html")
    if (html && !isOurs(html)) insert(html, place)
    else if (!html && data?.files.length) say(PICTURES(data.files.length))
    else return false
    return true
  }

  return {
    transformPastedHTML: (html) => (html === read || isOurs(html) ? html : ""),
    handlePaste: (view, event) => take(event.clipboardData, view.state.selection),
    handleDrop(view, event) {
      const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
      return !view.dragging && pos !== undefined && take(event.dataTransfer, { from: pos, to: pos })
    },
  }
}
