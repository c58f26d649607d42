import type { HowMessages } from '../shape/policy.ts'

export const how: HowMessages = {
  title: 'How it works',
  lead: 'Where your data come in, to whom they go, when they are destroyed, and how to check all of it.',
  parts: [
    {
      id: 'compare',
      heading: 'First you compare',
      text: [
        'To see offers you need neither name nor number. Two figures are enough: amount and term.',
        'They stand in the order of APR, the cheapest first. An offer that does not fit is not hidden; we say why it does not.',
      ],
      why: {
        heading: 'Why APR',
        text: 'A daily rate looks small. APR brings every payment to one year, so it is the right number to compare.',
      },
    },
    {
      id: 'consent',
      heading: 'You consent one matter at a time',
      text: [
        'Each purpose, each organisation and each channel has its own tick. Nothing is ticked beforehand.',
        'Until you consent your data are not written to our base: the draft lies in your browser only, encrypted.',
      ],
      why: {
        heading: 'The law',
        text: '94-V, art. 7(1) and art. 8(4): nothing may be collected without consent, and the law names what its text must hold.',
      },
    },
    {
      id: 'transfer',
      heading: 'Only the organisation you name receives them',
      text: [
        'We send to one at a time, in your order. If one refuses, the next receives the application only if you consented to it.',
        'An organisation receives only what both your consent and our agreement with it name.',
      ],
      why: {
        heading: 'The program',
        text: 'Unless consent and agreement are both in force, no data leave. There is no override button.',
      },
    },
    {
      id: 'see',
      heading: 'You see everything in the cabinet',
      text: [
        'Which data we hold, what for, on what ground and until what day: each line says it. If a member of staff opens your data, it shows at once, with the purpose.',
        'Refusals show as well: who asked for what, and why it was not given.',
      ],
      why: {
        heading: 'The law',
        text: '94-V, art. 24: you have the right to know about your data. Art. 22: every action is accounted for.',
      },
    },
    {
      id: 'withdraw',
      heading: 'You can withdraw on any day',
      text: [
        'Withdrawing is as easy as giving: one tick. New transfers and advertising stop at once, the rest within the term the law sets.',
        'To destroy is to destroy the key: after that the data cannot be read even in backups. The recipient confirms destruction, too.',
      ],
      why: {
        heading: 'The law',
        text: '94-V, art. 8(7): a withdrawal binds the recipients as well.',
      },
    },
    {
      id: 'earn',
      heading: 'How we earn',
      text: [
        'When an organisation accepts an application it pays us a sum agreed beforehand. You pay us nothing.',
        'The order of offers does not depend on that sum. A paid place, if there is one, is marked “Advertisement” and stands outside the order.',
      ],
      why: {
        heading: 'The program',
        text: 'The order comes from one number: APR. What we are paid never enters that calculation.',
      },
    },
    {
      id: 'verify',
      heading: 'You check it yourself',
      text: [
        'Every action on data is written to a ledger. An old entry cannot be changed without it being noticed.',
        'A receipt of consent can be downloaded and checked offline: you need not trust us for it.',
      ],
      why: {
        heading: 'What checks it',
        text: 'npx kelisim ledger verify checks the whole ledger, npx kelisim ledger check checks a receipt.',
      },
    },
  ],
  start: 'See the offers',
}
