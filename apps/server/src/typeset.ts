/**
 * A thread that sets one document in type and ends: a person's copy, or the policy.
 *
 * Setting type is seconds of pure computing when a story is long: the thread keeps other calls going,
 * and with it ends every byte of the person's values that the typesetter remembered. It has no network
 * and reads nothing but the fonts and the template.
 *
 * Format: ISO 14289-1 (PDF/UA-1), tagged. Requirements.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const PDF_STANDARD = 'ua-1'

/** `view` is JSON for the template; `seconds` is the moment the file says it was made. */
export interface Setting {
  readonly template: 'own-data' | 'policy'
  readonly view: string
  readonly seconds: number
}

function setInType({ template, view, seconds }: Setting): Uint8Array {
  const { resolve } = createRequire(import.meta.url)
  const fontBlobs = ['400Regular', '600SemiBold'].map((cut) =>
    readFileSync(resolve(`@expo-google-fonts/noto-sans/${cut}/NotoSans_${cut}.ttf`)),
  )
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] })
  const mainFileContent = readFileSync(new URL(`${template}.typ`, import.meta.url), 'utf8')
  const { result } = compiler.compile({ mainFileContent, inputs: { view } })
  if (result === null) throw new Error('no page')
  return compiler.pdf(result, { pdfStandard: PDF_STANDARD, creationTimestamp: seconds })
}

/** The typesetter's own words quote the page, which holds values: only the fact is told (I11). */
function answer(setting: Setting): Uint8Array {
  try {
    return setInType(setting)
  } catch {
    throw new Error('the document could not be set in type')
  }
}

parentPort?.postMessage(answer(workerData as Setting))
