/**
 * The ornament, drawn: mark, seal and border. Three uses only (look §4); decoration, so hidden from readers.
 *
 * Geometry: two arcs of radius 10, 6.5 and 3.25 on a stem, mirrored.
 */
import { type Html, html } from './html.ts'

/** The horn mark; `width` in CSS pixels. */
export function mark(width: number): Html {
  const stroke = width < 24 ? 5.5 : 4
  return html`<svg width="${width}" height="${Math.round(width * 0.8125)}" viewBox="0 6 48 39" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="${stroke}"><path d="M24 37V20A10 10 0 0 0 4 20A6.5 6.5 0 0 0 17 20A3.25 3.25 0 0 0 10.5 20"/><path d="M24 37V20A10 10 0 0 1 44 20A6.5 6.5 0 0 1 31 20A3.25 3.25 0 0 1 37.5 20"/></g><path d="M24 33l6 6-6 6-6-6z" fill="currentColor"/></svg>`
}

/** The seal, four turns: home page and receipts. */
export function seal(width: number): Html {
  const horns = [0, 90, 180, 270].map(
    (turn) =>
      html`<g transform="rotate(${turn})"><path d="M0 -8V-42A11 11 0 0 0 -22 -42A7 7 0 0 0 -8 -42A3.5 3.5 0 0 0 -15 -42"/><path d="M0 -8V-42A11 11 0 0 1 22 -42A7 7 0 0 1 8 -42A3.5 3.5 0 0 1 15 -42"/></g>`,
  )
  const pale = [45, 135, 225, 315].map(
    (turn) =>
      html`<g transform="rotate(${turn})"><path d="M0 -18V-46A7.5 7.5 0 0 0 -15 -46A4 4 0 0 0 -7 -46"/><path d="M0 -18V-46A7.5 7.5 0 0 1 15 -46A4 4 0 0 1 7 -46"/></g>`,
  )
  return html`<svg width="${width}" height="${width}" viewBox="-64 -64 128 128" aria-hidden="true"><g class="pale" fill="none" stroke-width="4.5">${pale}</g><g fill="none" stroke="currentColor" stroke-width="4.5">${horns}</g><path class="on-paper" d="M0 -12L12 0L0 12L-12 0Z" stroke="currentColor" stroke-width="4.5"/></svg>`
}

/** The border of the foot: figure and ground are one cut, as in a syrmak. */
export function band(): Html {
  return html`<div class="band" aria-hidden="true"><svg preserveAspectRatio="xMinYMid slice"><defs><pattern id="syrmaq" width="35" height="36" patternUnits="userSpaceOnUse"><g transform="scale(.625)" fill="none" stroke-width="4.5"><g stroke="currentColor"><path d="M28 58V20A11 11 0 0 0 6 20A7 7 0 0 0 20 20A3.5 3.5 0 0 0 13 20"/><path d="M28 58V20A11 11 0 0 1 50 20A7 7 0 0 1 36 20A3.5 3.5 0 0 1 43 20"/></g><g class="pale-2"><path d="M0 0V38A11 11 0 0 0 22 38A7 7 0 0 0 8 38A3.5 3.5 0 0 0 15 38"/><path d="M56 0V38A11 11 0 0 1 34 38A7 7 0 0 1 48 38A3.5 3.5 0 0 1 41 38"/></g></g></pattern></defs><rect width="100%" height="36" fill="url(#syrmaq)"/></svg></div>`
}
