/**
 * What repeats while the process lives: the sequencer (≤ 100 ms apart), the witnesses, what is due, what
 * has run out, the daily key, the watch for unlawful access.
 *
 * A round that fails is tried again; the others go on. Stopping waits for rounds under way.
 */
import { decoyPerson, type House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { ROUND_ENTRIES_MAX, sequence } from '@kelisim/store'
import {
  adoptWhatIsDue,
  askWitnesses,
  checkOwnActions,
  Decoys,
  DueWork,
  endWhatHasRunOut,
  failing,
  noteTrouble,
  renewIndexWhenDue,
  rotateWhenDue,
  Mailings,
  tellOfIncidents,
  watch,
} from '@kelisim/work'
import { isLanguage } from '@kelisim/terms'
import { errorName, logger } from './log.ts'
import { composeFor } from './mailing-words.ts'
import { Trust } from './trust.ts'

const SEQUENCE_MS = 100
/** The longest a checkpoint stays without witnesses is this, their answer, and a round they missed: ≤ 10 s. */
const WITNESS_MS = 1_000
/** How long an action that was removed before it had its place goes unnoticed: at most twice this. */
const OWN_ACTIONS_MS = 1_000
const DUE_MS = 100
const RUN_OUT_MS = 60_000
/** How often it is asked whether the day of a published policy version has come. */
const POLICY_MS = 500
/** How often it is asked whether the key-encryption key is a day old. */
const KEYS_MS = 600_000
/** How often actions are judged: an alarm is this late, and the sequencer's round (R-82 asks for five minutes). */
const WATCH_MS = 1_000
/** How often the house looks at its own protection: what takes people in is open this long at most after a failure. */
const PROTECTION_MS = 5_000
/** A lot a second of each open mailing. */
const MAILINGS_MS = 1_000
const AFTER_TROUBLE_MS = 1_000

export interface Rounds {
  stop(): Promise<void>
}

export function startRounds(house: House, trust: Trust = new Trust()): Rounds {
  const { means } = house
  const trouble = (what: string, error: unknown) => {
    noteTrouble(means, error)
    logger.error(
      { part: 'rounds', what, error: errorName(error) },
      'a round failed and comes again',
    )
  }
  // Does not wait for lenders: one that is silent delays neither the others nor the next look.
  const due = new DueWork(means, trouble)
  const decoys = new Decoys(means, decoyPerson)
  const mailings = new Mailings(
    means,
    composeFor(() => means.policy.operator.brand),
    trouble,
  )
  const rounds = [
    repeat(
      'sequencer',
      SEQUENCE_MS,
      async () => {
        for (;;) {
          const remembered = await house.recallCheckpoint()
          const round = await sequence(means.store, means.log, remembered)
          if (round === undefined) return
          await house.rememberCheckpoint(round.note, remembered)
          if (round.sequenced < ROUND_ENTRIES_MAX) return
        }
      },
      trouble,
    ),
    repeat('own actions', OWN_ACTIONS_MS, async () => await tellOfMissing(house), trouble),
    repeat(
      'witnesses',
      WITNESS_MS,
      async () => {
        if (trust.policy === undefined) return
        const witnessing = await askWitnesses(means, trust.policy)
        for (const { witness, trouble } of witnessing?.alarms ?? []) {
          logger.error({ part: 'witness', witness, trouble }, 'a witness knows another history')
        }
      },
      trouble,
    ),
    repeat(
      'due',
      DUE_MS,
      async () => {
        await due.begin()
      },
      trouble,
    ),
    repeat(
      'policy',
      POLICY_MS,
      async () => {
        await adoptWhatIsDue(means)
      },
      trouble,
    ),
    repeat(
      'run out',
      RUN_OUT_MS,
      async () => {
        await endWhatHasRunOut(means, trouble)
      },
      trouble,
    ),
    repeat(
      'keys',
      KEYS_MS,
      async () => {
        await rotateWhenDue(means, house.saveKeyring)
      },
      trouble,
    ),
    repeat('protection', PROTECTION_MS, async () => await look(house), trouble),
    repeat(
      'index',
      RUN_OUT_MS,
      async () => {
        await renewIndexWhenDue(means, house.saveKeyring, trouble)
      },
      trouble,
    ),
    repeat('watch', WATCH_MS, async () => await watchOn(house, decoys), trouble),
    repeat('decoys', RUN_OUT_MS, async () => await decoys.tend(trouble), trouble),
    repeat('mailings', MAILINGS_MS, async () => void (await mailings.send()), trouble),
    repeat(
      'told of incidents',
      WATCH_MS,
      async () =>
        void (await tellOfIncidents(
          means,
          (language) => incidentMessage(language, means.policy.operator.brand),
          trouble,
        )),
      trouble,
    ),
  ]
  return {
    stop: async () => {
      await Promise.all(rounds.map(async (round) => await round.stop()))
      await due.ended()
      await tellOfMissing(house, true).catch((error: unknown) => trouble('own actions', error))
    },
  }
}

function incidentMessage(language: string, brand: string): string {
  return messages(isLanguage(language) ? language : 'kk').incidents.sms(brand)
}

async function look(house: House): Promise<void> {
  const before = failing(house.means.protection.found).join()
  try {
    await house.checkProtection()
  } finally {
    const now = failing(house.means.protection.found).join()
    if (now !== before) {
      logger.error({ part: 'protection', what: now }, 'what fails of the protection has changed')
    }
  }
}

async function tellOfMissing({ means }: House, all = false): Promise<void> {
  for (const what of await checkOwnActions(means, all)) {
    logger.error({ part: 'ledger', what }, 'an action recorded here was removed')
  }
}

/** Until nothing is left to look at: a look after an outage has much to read. */
async function watchOn({ means, detection }: House, decoys: Decoys): Promise<void> {
  for (;;) {
    const watched = await watch(means, detection, await decoys.handles())
    for (const { rule } of watched?.opened ?? []) {
      logger.error({ part: 'watch', what: rule }, 'an incident was opened')
    }
    if (watched?.isBehind !== true) return
  }
}

function repeat(
  what: string,
  everyMs: number,
  work: () => Promise<void>,
  trouble: (what: string, error: unknown) => void,
): Rounds {
  let stopped = false
  let wake: () => void = () => undefined
  const pause = async (ms: number) => {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
  const running = (async () => {
    while (!stopped) {
      let waitMs = everyMs
      try {
        await work()
      } catch (error) {
        trouble(what, error)
        waitMs = AFTER_TROUBLE_MS
      }
      if (!stopped) await pause(waitMs)
    }
  })()
  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
