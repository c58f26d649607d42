/**
 * Masks an opened value again when its time is over, and before the page is put away.
 *
 * The page works without this: it says until when the value is shown and links to hide it. The seconds
 * are for the eye; only the end is announced, once (look 3).
 */
for (const box of document.querySelectorAll('[data-reveal]')) countDown(box)

function countDown(box) {
  const endsAt = Date.now() + Number(box.dataset.reveal) * 1_000
  const left = box.querySelector('[data-left]')
  const seconds = box.querySelector('[data-seconds]')
  left.hidden = false
  const timer = setInterval(look, 1_000)
  document.addEventListener('visibilitychange', look)
  // A page kept for "back" would show the value again without asking.
  window.addEventListener('pagehide', end)
  look()

  function look() {
    const rest = Math.ceil((endsAt - Date.now()) / 1_000)
    if (rest > 0) seconds.textContent = String(rest)
    else end()
  }

  function end() {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    box.querySelector('[data-value]')?.remove()
    box.querySelector('[data-masked]').hidden = false
    box.querySelector('[data-hidden] > span').hidden = false
    box.querySelector('[data-hide]').hidden = true
    left.parentElement.hidden = true
  }
}
