// The calculator without its button: sliders move the numbers, and after 300 ms of rest the same
// address is asked again and its parts are put in place. Without this script the form works as it is.
;(() => {
  const REST_MS = 300
  const form = document.querySelector('form[data-live]')
  if (form === null || typeof fetch !== 'function') return
  form.dataset.live = 'on'
  const sliders = [...form.querySelectorAll('input[type="range"]')]
  let timer
  let asked = 0

  const digits = (text) => Number(text.replace(/[^0-9]/g, ''))
  const fill = (slider) => {
    const share = ((slider.value - slider.min) / (slider.max - slider.min)) * 100
    slider.style.setProperty('--at', `${share}%`)
  }
  const numberOf = (slider) => form.elements[slider.dataset.for]

  async function ask() {
    const turn = ++asked
    const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (turn !== asked) return
      const result = page.querySelector('.calc .result')
      const offers = page.querySelector('[data-live-part="offers"]')
      if (result === null || offers === null) throw new Error('not the page we know')
      document.querySelector('.calc .result').replaceChildren(...result.childNodes)
      document.querySelector('[data-live-part="offers"]').replaceChildren(...offers.childNodes)
      copyNotes(page)
      history.replaceState(null, '', address)
    } catch {
      // The page that stands is still true for its own numbers; the button comes back to ask again.
      form.dataset.live = ''
    }
  }

  // Faults and the day of payment stand among the fields, which must not be replaced while one types.
  function copyNotes(page) {
    const fresh = page.querySelector('form[data-live]')
    for (const id of ['amount', 'days']) {
      const input = form.elements[id]
      const other = fresh?.elements[id]
      form.querySelector(`#${id}-error`)?.remove()
      const fault = fresh?.querySelector(`#${id}-error`)
      if (fault) input.closest('.slide').append(fault)
      for (const name of ['aria-invalid', 'aria-describedby']) {
        const value = other?.getAttribute(name)
        if (value === null || value === undefined) input.removeAttribute(name)
        else input.setAttribute(name, value)
      }
    }
    form.querySelector(':scope > .note')?.remove()
    const due = fresh?.querySelector(':scope > .note')
    if (due) form.querySelector('[data-live-button]').before(due)
  }

  for (const slider of sliders) {
    slider.hidden = false
    fill(slider)
    slider.addEventListener('input', () => {
      numberOf(slider).value = slider.value.replace(/\B(?=(\d{3})+$)/g, '\u00a0')
      fill(slider)
    })
    numberOf(slider).addEventListener('input', () => {
      slider.value = digits(numberOf(slider).value)
      fill(slider)
    })
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), REST_MS)
  })
})()
