// What mends a finding at once: a button's words, and the one step that does it, which „Zpět“ takes back.

import { pm } from "django-prose-editor/editor"

const BY_MAIL_OR_PHONE = /^(?:mailto|tel):/

function eachBackwards(ranges, change) {
  for (const range of [...ranges].sort((one, other) => other.from - one.from)) change(range)
}

const ACTS = {
  fact: {
    label: () => "Nahradit platným údajem",
    change(tr, ranges, value, { marks, text }) {
      eachBackwards(ranges, ({ from, to }) => {
        const around = tr.doc.nodeAt(from)?.marks ?? []
        const isOld = (mark) => mark.type === marks.link && BY_MAIL_OR_PHONE.test(mark.attrs.href)
        tr.replaceWith(from, to, text(value, around.filter((mark) => !isOld(mark))))
      })
    },
  },
  address: {
    label: () => "Použít přímou adresu",
    change(tr, ranges, value, { marks }) {
      eachBackwards(ranges, ({ from, to, mark }) => {
        tr.addMark(from, to, marks.link.create({ ...mark.attrs, href: value }))
      })
    },
  },
  heading: {
    label: (value) => (value === "2" ? "Udělat nadpis" : "Udělat podnadpis"),
    change(tr, ranges, value, { nodes, marks }) {
      eachBackwards(ranges, ({ from, to }) => {
        tr.removeMark(from, to, marks.bold).setBlockType(from, to, nodes.heading, { level: Number(value) })
      })
    },
  },
  "header-row": {
    label: () => "První řádek je záhlaví",
    change(tr, ranges, _value, { nodes }) {
      eachBackwards(ranges, ({ from }) => {
        const row = tr.doc.nodeAt(from)?.firstChild
        row?.forEach((cell, offset) => tr.setNodeMarkup(from + 2 + offset, nodes.tableHeader, cell.attrs))
      })
    },
  },
}
const BY_HAND = { link: "Upravit odkaz", image: "Upravit obrázek" }

// Whose own form must be filled in, if any; words below an image are changed in the form of the image.
function byHand({ act }, ranges) {
  if (ranges.some(({ isImage }) => isImage)) return "image"
  return act in BY_HAND ? act : ""
}

// The words for the button of a cure; none where its place is not in one paragraph, or not in the text at all.
export function label(editor, { cure }, ranges) {
  if (!cure || !ranges.length) return ""
  if (byHand(cure, ranges)) return BY_HAND[byHand(cure, ranges)]
  const { doc } = editor.state
  const isWhole = ({ from, to, isNode }) => isNode || doc.resolve(from).sameParent(doc.resolve(to))
  return ranges.every(isWhole) ? ACTS[cure.act].label(cure.value) : ""
}

// Mends it; whether it is done: the form of a link or an image must be filled in first.
export function mend(editor, { cure }, ranges) {
  const { state, view } = editor
  const { from, to } = ranges.find(({ isImage }) => isImage) ?? ranges[0]
  view.focus()
  switch (byHand(cure, ranges)) {
    case "link":
      editor.commands.setTextSelection({ from, to })
      editor.commands.addLink()
      return false
    case "image":
      editor.commands.setNodeSelection(from)
      editor.commands.askForImage()
      return false
  }
  const { schema } = state
  const tr = pm.history.closeHistory(state.tr)
  ACTS[cure.act].change(tr, ranges, cure.value, { ...schema, text: (words, marks) => schema.text(words, marks) })
  tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(tr.mapping.map(from))))
  view.dispatch(tr.scrollIntoView())
  return true
}
