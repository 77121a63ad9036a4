// Where in the editor's text a finding is. The server counts the blocks, links and tables of the text and names the
// words; both are looked for, since what is written meanwhile moves them. Letters are compared as pages/spelling.py does.

const UNSEEN = /\p{Default_Ignorable_Code_Point}|[^\P{Cc}\s]/gu
const HYPHENS = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g
const SIGN = /\P{M}\p{M}*|\p{M}+/gu
const IN_WORD = /[\p{L}\p{N}@]/u
const NOTE = /^#(?:poznamka|odkaz)-\d+$/
const RAISABLE = /^[\d+\-=()in]+$/

const same = (sign) => sign.normalize("NFKC").replace(UNSEEN, "").replace(HYPHENS, "-").replace(/\s+/g, " ").toLowerCase()

// Letters as they are compared, each with its place in the text.
class Reading {
  text = ""
  places = []

  add(written, at, width = 0) {
    for (const { 0: sign, index } of written.matchAll(SIGN)) {
      for (const letter of same(sign)) {
        if (letter === " " && (!this.text || this.text.endsWith(" "))) continue
        const from = width ? at : at + index
        this.text += letter
        for (let unit = 0; unit < letter.length; unit++) this.places.push({ from, to: from + (width || sign.length) })
      }
    }
    return this
  }

  // Each place where the words stand, not as a part of others.
  find(words) {
    const found = []
    for (let at = words ? this.text.indexOf(words) : -1; at >= 0; at = this.text.indexOf(words, at + 1)) {
      const end = at + words.length
      const isPart = (outer, inner) => IN_WORD.test(this.text[outer] ?? "") && IN_WORD.test(this.text[inner])
      if (isPart(at - 1, at) || isPart(end, end - 1)) continue
      found.push({ from: this.places[at].from, to: this.places[end - 1].to })
    }
    return found
  }
}

function wanted(words) {
  const reading = new Reading()
  reading.add(words, 0)
  return reading.text.trim()
}

function linkOf(node) {
  return node.marks.find((mark) => mark.type.name === "link")
}

// What the server reads for a piece of the text: raised letters and signs of notes as they are read aloud.
function written(child) {
  if (!child.isText) return child.type.spec.leafText?.(child) ?? child.type.spec.toText?.({ node: child }) ?? " "
  const bare = child.text.trim()
  if (!bare || !child.marks.some((mark) => mark.type.name === "superscript")) return child.text
  if (NOTE.test(linkOf(child)?.attrs.href)) return `[${bare.replace(/^[[\]()]+|[[\]()]+$/g, "")}]`
  return RAISABLE.test(bare) ? bare : `(${bare})`
}

function read(reading, node, pos) {
  node.forEach((child, offset) => {
    const text = written(child)
    reading.add(text, pos + 1 + offset, child.isText && text === child.text ? 0 : child.nodeSize)
  })
  return reading
}

// An image is one thing: whatever is said of its description, or of the words below it, is said of it.
function imageAt(doc, pos) {
  const node = doc.nodeAt(pos)
  return node?.type.name === "picture" ? { from: pos, to: pos + node.nodeSize, isNode: true, isImage: true } : null
}

// The text taken apart as the rules take it.
function parts(doc) {
  const blocks = []
  const links = []
  const tables = []
  const images = []
  const whole = new Reading()
  const block = (place, fill) => {
    const reading = fill(new Reading())
    blocks.push({ ...place, reading })
    fill(whole).add(" ", place.from)
  }
  doc.descendants((node, pos) => {
    if (node.type.name === "table") tables.push({ from: pos, to: pos + node.nodeSize, isNode: true })
    if (node.type.name === "picture") {
      const image = imageAt(doc, pos)
      images.push({ ...image, words: wanted(node.attrs.alt ?? "") })
      const below = [node.attrs.caption, node.attrs.source].filter((words) => words.trim())
      for (const words of below) block(image, (reading) => reading.add(words, pos, node.nodeSize))
    }
    if (!node.isTextblock) return
    const isBare = !read(new Reading(), node, pos).text.trim()
    if (!isBare || node.type.name === "heading") {
      block({ from: pos, to: pos + node.nodeSize, isNode: true }, (reading) => read(reading, node, pos))
    }
    let last
    node.forEach((child, offset) => {
      const mark = linkOf(child)
      const from = pos + 1 + offset
      const isOne = mark && last?.mark && mark.eq(last.mark) && last.to === from
      if (isOne) last.to = from + child.nodeSize
      else if (mark) links.push({ mark, reading: new Reading(), from, to: from + child.nodeSize })
      last = mark && links.at(-1)
      last?.reading.add(written(child), from, child.nodeSize)
    })
  })
  return { blocks, links, tables, images, whole }
}

const FINDERS = {
  words: ({ whole }, words) => whole.find(words),
  block({ blocks }, words, number) {
    if (!words) return blocks[number] && !blocks[number].reading.text.trim() ? [blocks[number]] : []
    const holds = (block) => block?.reading.find(words).slice(0, 1)
    return [blocks[number], ...blocks].map(holds).find((found) => found?.length) ?? []
  },
  link({ links }, words, number) {
    const isIt = (link) => link?.reading.text.trim() === words
    return [[links[number], ...links].find(isIt) ?? links[number]].filter(Boolean)
  },
  table: ({ tables }, _words, number) => [tables[number]].filter(Boolean),
  image: ({ images }, words, number) =>
    [[images[number], ...images].find((image) => image?.words === words) ?? images[number]].filter(Boolean),
}

// For each finding the ranges of the text that it is about, none where there are none. A place that was found by more
// words is not found again by some of them.
export function places(doc, findings) {
  const all = parts(doc)
  const taken = []
  const isFree = ({ from, to, isImage }) => isImage || !taken.some((other) => from < other.to && other.from < to)
  const found = new Map()
  const size = ({ find }) => find?.words.length ?? 0
  for (const finding of [...findings].sort((one, other) => size(other) - size(one))) {
    const { part, words, number } = (finding.field === "body" && finding.find) || {}
    let ranges = part ? FINDERS[part](all, wanted(words), number) : []
    ranges = ranges.map((range) => imageAt(doc, range.from) ?? range)
    if (part === "words") taken.push(...(ranges = ranges.filter(isFree)))
    found.set(finding, ranges)
  }
  return found
}
