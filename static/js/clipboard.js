// What is pasted or dropped is read by the server (pages/richtext/clipboard), as it is once more when the text is saved.
// So there is one reading of it, an editor sees at once what will be stored, and is told what will not.

import { askForImage } from "rich-text/images"

const FAILED = "Vložit se to nepovedlo. Zkuste to znovu, třeba po menších částech."
const OTHERS = (number) => (number ? `Vkládá se první obrázek. Další (${number}) vložte po jednom.` : "")
const NO_PICTURE = "Vložit jde jen text nebo obrázek. Jiné soubory nahrajte mezi dokumenty."
const NOTE = /(?:poznamka|odkaz)-(\d+)/g
const EMBEDDED = /(\ssrc=["']?)data:[^"'\s>]*/gi // a picture in letters, which may be longer than any text

// What was copied in an editor like this one needs no reading, and keeps its place in a list or a cell.
function isOurs(html) {
  return html.includes("data-pm-slice") && !/\s(?:class|style|hidden)\b/i.test(html)
}

function hasText(html) {
  return !!html && !!new DOMParser().parseFromString(html, "text/html").body.textContent.trim()
}

// A place in the text, wherever it is after what is written meanwhile; what is written at it stands on one side of it.
function followed(editor, { from, to }, side) {
  const place = { from, to, leave: () => editor.off("transaction", follow) }
  const follow = ({ transaction: { mapping } }) => {
    place.from = mapping.map(place.from, side)
    place.to = mapping.map(place.to, side)
  }
  editor.on("transaction", follow)
  return place
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

  // Who goes on writing while the server reads writes behind what will stand there, and stays where that is.
  async function insert(html, selection) {
    const place = followed(editor, selection, -1)
    const seen = await ask(html).catch(() => null)
    const cursor = followed(editor, editor.state.selection, 1)
    const isElsewhere = cursor.from !== place.from
    say(seen ? seen.left_out : FAILED)
    if (seen) {
      editor.commands.setTextSelection({ from: place.from, to: place.to })
      read = seen.html
      editor.view.pasteHTML(read)
      const end = editor.state.doc.content.size
      if (seen.notes) editor.commands.insertContentAt(end, seen.notes, { updateSelection: false })
      if (isElsewhere) editor.commands.setTextSelection({ from: cursor.from, to: cursor.to })
    }
    place.leave()
    cursor.leave()
  }

  // Whether the reading is ours to do. A picture alone has no text and is no part of one.
  function take(data, place) {
    const html = data?.getData("text/html")
    const [picture, ...others] = [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"))
    if (picture && !hasText(html)) {
      editor.commands.setTextSelection({ from: place.from, to: place.to })
      askForImage(editor, picture, OTHERS(others.length))
    } else if (html && !isOurs(html)) insert(html, place)
    else if (!html && data?.files.length) say(NO_PICTURE)
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
