/**
 * Which rules of detection does this house run under?
 *
 * The operator's file, or the one that comes with the program. A faulty file stops the start with every fault named,
 * because a house that watches by half its rules looks guarded and is not. Requirement: R-82; decision 0074.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Detection, detectionFaults, type Policy, readDetection } from '@kelisim/policy'

const OURS = new URL('../../../policy/detection.yaml', import.meta.url).pathname

export async function detectionRules(file: string | undefined, policy: Policy): Promise<Detection> {
  const path = file ?? OURS
  const { detection, faults: own } = readDetection(basename(path), await readFile(path, 'utf8'))
  if (detection === undefined) {
    throw new Error(`the rules of detection have faults: ${own.join('; ')}`)
  }
  const faults = detectionFaults(detection, policy)
  if (faults.length > 0)
    throw new Error(`the rules of detection do not fit the policy: ${faults.join('; ')}`)
  return detection
}
