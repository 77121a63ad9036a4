// What pages/clipboard.py does at saving, for the eyes of the editor at pasting: the same patterns in the same order.
//
// It works on the text and not on elements, because the policy forbids styles in whatever is parsed here.

const ITEM = /<p\b(?=[^<>]*mso-list:\s*l\d+\s+level(\d))[^<>]*>((?:(?!<p\b)[^])*?)<\/p>/gi
const ITEMS = new RegExp(`(?:${ITEM.source}\\s*)+`, "gi")
const MARK = /<span\b[^<>]*mso-list:\s*Ignore[^<>]*>([^<]*)(?:<span\b[^<>]*>[^<]*<\/span>)?\s*<\/span>/gi
const NUMBER = /\d|[.)]\s*$/
const NOT_BOLD = /<b\b[^<>]*(?<!-)font-weight:\s*normal[^<>]*>/gi
const SPAN = /<span\b([^<>]*)>([^<]+)<\/span>/gi
const STYLES = {
  em: /(?<!-)font-style:\s*italic/i,
  strong: /(?<!-)font-weight:\s*(?:bold|[6-9]00)/i,
}
const OURS = { b: "strong", i: "em", h1: "h2", h4: "h3", h5: "h3", h6: "h3", caption: "p" } // the editor knows the rest
const THEIRS = new RegExp(`<(/?)(${Object.keys(OURS).join("|")})(?=[\\s>])`, "gi")
const LONE_BREAK = /(^|<\/(?:p|h\d|ul|ol|table|blockquote)>)(?:\s*<br\b[^<>]*>)+/gi
const EMPTY = /<p\b[^<>]*>(?:\s|&nbsp;|<\/?(?:o:p|span|br|strong|em)\b[^<>]*>)*<\/p>/gi
const HEAD = /<(style|title)\b[^>]*>[^]*?<\/\1>/gi
const STYLE = /(<[a-z][^<>]*?)\sstyle=(?:"[^"]*"|'[^']*'|[^\s>]*)/gi

export function mended(html) {
  if (html.includes("data-pm-slice")) return html // copied in an editor like this one
  return html
    .replace(HEAD, "")
    .replace(ITEMS, (items) => list([...items.matchAll(ITEM)]))
    .replace(NOT_BOLD, "<span>")
    .replace(SPAN, emphasis)
    .replace(THEIRS, (_, slash, tag) => `<${slash}${OURS[tag.toLowerCase()]}`)
    .replace(STYLE, "$1")
    .replace(LONE_BREAK, "$1")
    .replace(EMPTY, "")
}

function list(items) {
  const open = [] // [level, tag] of each, the outermost first
  let html = ""
  for (const [, level, text] of items) {
    const [mark] = text.matchAll(MARK)
    const tag = mark && NUMBER.test(mark[1]) ? "ol" : "ul"
    const isLeft = ([outer, its]) => outer > level || (outer === level && its !== tag)
    while (open.length && isLeft(open.at(-1))) html += `</li></${open.pop()[1]}>`
    if (open.length && open.at(-1)[0] === level) {
      html += "</li>"
    } else {
      html += `<${tag}>`
      open.push([level, tag])
    }
    html += `<li>${text.replace(MARK, "")}`
  }
  return html + open.reverse().map(([, tag]) => `</li></${tag}>`).join("")
}

function emphasis(_, attributes, text) {
  const tags = Object.keys(STYLES).filter((tag) => STYLES[tag].test(attributes))
  return tags.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, text)
}
