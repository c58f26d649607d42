/**
 * Checks a receipt in this browser and shows the answer that the page already carries.
 *
 * The verifier's own files come from this origin; the receipt leaves nowhere. Keys of witnesses are those that
 * the operator publishes; a person who trusts nobody here runs the same check elsewhere.
 */
const form = document.querySelector('form[data-verify]')
const answer = document.querySelector('[data-verify-answer]')
form.hidden = false
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void check()
})

async function check() {
  const [file] = form.elements.receipt.files
  if (file === undefined) return form.elements.receipt.focus()
  const key = form.elements.key.value.trim()
  const { checkReceipt } = await import('/assets/verifier/index.ts')
  const [text, witnesses] = await Promise.all([file.text(), knownWitnesses()])
  const started = performance.now()
  const found = await checkReceipt(text, key === '' ? undefined : key, witnesses)
  show(found, Math.round((performance.now() - started) * 10) / 10)
}

/** C2SP tlog-policy: `witness <name> <vkey> [<url>]`. Without a network there are none. */
async function knownWitnesses() {
  try {
    const text = await (await fetch('/ledger/policy')).text()
    return text.split('\n').flatMap((line) => {
      const [word, , vkey] = line.trim().split(/[ \t]+/)
      return word === 'witness' && vkey !== undefined ? [vkey] : []
    })
  } catch {
    return []
  }
}

function show(found, took) {
  const part = (name) => answer.querySelector(`[data-${name}]`)
  part('good').hidden = !found.ok
  part('bad').hidden = found.ok
  for (const line of answer.querySelectorAll('[data-fault]')) {
    line.hidden = found.ok || line.dataset.fault !== found.fault
  }
  if (!found.ok) return
  const names = found.seenBy.map(({ name }) => name).join(', ')
  const at = new Date(found.at).toLocaleString(document.documentElement.lang)
  fill({ ...found, at, took, witnesses: names, text: found.text ?? '' })
  part('no-witnesses').hidden = names !== ''
  part('key-known').hidden = !found.keyKnown
  part('key-unknown').hidden = found.keyKnown
  part('text').hidden = found.text === undefined
}

function fill(values) {
  for (const slot of answer.querySelectorAll('[data-slot]')) {
    slot.textContent = String(values[slot.dataset.slot])
  }
}
