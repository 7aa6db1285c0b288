import rule from '../../../rules/overlap/shared-text.ts';
import { Random } from '../../../src/stats/random.ts';
import { prose } from '../../support/prose.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const fitTexts = prose(1, 300, 40);
const newTexts = prose(2, 100, 40);
const texts = (text: readonly (string | null)[], seed = 9) => {
  const random = new Random(seed);
  return { text: [...text], n: text.map(() => random.normal()), topic: text.map(() => `topic ${random.integer(4)}`) };
};
/** New texts, of which the first are made of fit texts. */
const withCopies = (copies: number, change: (text: string, i: number) => string) => [
  ...fitTexts.slice(0, copies).map(change),
  ...newTexts.slice(copies),
];
const [licence, signature] = prose(3, 2, 90) as [string, string];
const [head, middle, foot] = prose(4, 3, 12) as [string, string, string];
const names = prose(5, 400, 1);
const signatures = prose(14, 60, 60);
const letters = names.map((name, i) => `${head} ${name} ${middle} ${1000 + 7 * i} ${foot}`);
const descriptions = prose(6, 60, 30);
/** Each story was told in two or three versions, which were shared out by chance. */
const versions = (() => {
  const random = new Random(7);
  const stories = prose(8, 200, 40);
  return random.shuffle(stories.flatMap((story, i) => (i % 2 ? [story, `${story} fin`, `so ${story}`] : [story])));
})();

ruleTester(rule, {
  clean: [
    { name: 'texts written apart', train: texts(fitTexts), test: texts(newTexts), evidence: { compared: 100 } },
    {
      name: 'a licence before each text and a signature behind it',
      train: texts(fitTexts.map((text) => `${licence} ${text} ${signature}`)),
      test: texts(newTexts.map((text) => `${licence} ${text} ${signature}`)),
      evidence: { compared: 100 },
    },
    {
      name: 'a licence before a few words of code',
      train: texts(fitTexts.map((text) => `${licence} ${text.slice(0, 90)}`)),
      test: texts(newTexts.map((text) => `${licence} ${text.slice(0, 90)}`)),
    },
    {
      name: 'a few words above the long signatures of their authors',
      train: texts(fitTexts.map((text, i) => `${text.split(' ').slice(0, 9).join(' ')} ${signatures[i % 60]}`)),
      test: texts(newTexts.map((text, i) => `${text.split(' ').slice(0, 9).join(' ')} ${signatures[i % 60]}`)),
      evidence: { compared: 100 },
    },
    {
      name: 'a licence before the same six words',
      train: texts(fitTexts.map((text, i) => `${licence} ${i < 4 ? fitTexts[0]!.split(' ').slice(0, 6).join(' ') : text}`)),
      test: texts(newTexts.map((text, i) => `${licence} ${i < 4 ? fitTexts[0]!.split(' ').slice(0, 6).join(' ') : text}`)),
      evidence: { compared: 96 },
    },
    {
      name: 'letters of one template',
      train: texts([...letters.slice(0, 300), ...fitTexts]),
      test: texts([...letters.slice(300), ...newTexts]),
    },
    {
      name: 'descriptions that name a few things',
      train: texts(Array.from({ length: 300 }, (_, i) => descriptions[i % 60]!)),
      test: texts(Array.from({ length: 100 }, (_, i) => descriptions[(7 * i) % 60]!)),
    },
    {
      name: 'texts that quote a third of a fit text',
      train: texts(fitTexts),
      test: texts(newTexts.map((text, i) => `${text} ${fitTexts[i]!.split(' ').slice(0, 20).join(' ')}`)),
    },
    {
      name: 'two copies are none',
      train: texts(fitTexts),
      test: texts(withCopies(2, (text) => text)),
    },
    {
      name: 'missing and empty texts',
      train: texts([...fitTexts, null, '', ' ']),
      test: texts([...newTexts, null, '', ' ']),
    },
  ],
  findings: [
    {
      name: 'copies',
      train: texts(fitTexts),
      test: texts(withCopies(20, (text) => text)),
      expect: [
        {
          messageId: 'copied',
          severity: 'error',
          columns: ['text'],
          evidence: { texts: 20, identical: 20, compared: 100, expectedShare: 0, allFitTexts: true },
        },
      ],
    },
    {
      name: 'copies in other letters, with other marks and spaces',
      train: texts(fitTexts),
      test: texts(withCopies(12, (text) => ` ${text.toUpperCase().replaceAll(' ', ',  ')}!`)),
      expect: [{ messageId: 'copied', severity: 'error', evidence: { texts: 12, identical: 0 } }],
    },
    {
      name: 'excerpts of half a text',
      train: texts(fitTexts),
      test: texts(withCopies(12, (text) => text.split(' ').slice(10, 30).join(' '))),
      expect: [{ messageId: 'copied', severity: 'error', evidence: { texts: 12 } }],
    },
    {
      name: 'copies with a word changed, under another title and a licence',
      train: texts(fitTexts.map((text) => `${licence} ${text}`)),
      test: texts(withCopies(12, (text, i) => `${licence} ${names[i]} ${text.split(' ').slice(0, -1).join(' ')}`)),
      expect: [{ messageId: 'copied', severity: 'error', evidence: { texts: 12 } }],
    },
    {
      name: 'texts of fit with other words before them, where fit has them once',
      train: texts(fitTexts.map((text, i) => `${names[i]} ${names[i + 1]} ${names[i + 2]} ${text}`)),
      test: texts(withCopies(12, (text, i) => `so says ${names[i + 50]} ${text}`)),
      expect: [{ messageId: 'copied', severity: 'error', evidence: { texts: 12 } }],
    },
    {
      name: 'versions of one text on both sides, as on each side',
      train: texts(versions.slice(0, 300)),
      test: texts(versions.slice(300)),
      expect: [{ messageId: 'natural', severity: 'warn', columns: ['text'] }],
    },
    {
      name: 'a few texts that repeat as on the other side',
      train: texts([...fitTexts, ...fitTexts.slice(0, 3)]),
      test: texts(withCopies(3, (text) => text)),
      expect: [{ messageId: 'natural', severity: 'info', evidence: { texts: 3 } }],
    },
    {
      name: 'so few that their share may be small',
      train: texts([...fitTexts, ...fitTexts.slice(0, 3)]),
      test: texts(withCopies(3, (text) => text).slice(0, 50)),
      expect: [{ messageId: 'natural', severity: 'info', evidence: { texts: 3, share: 0.06 } }],
    },
    {
      name: 'one text that stands in fit twice and is sent again and again',
      train: texts([...fitTexts, fitTexts[0]!]),
      test: texts(withCopies(20, () => fitTexts[0]!)),
      expect: [{ messageId: 'natural', severity: 'warn', evidence: { texts: 20, distinctTexts: 1 } }],
    },
    {
      name: 'copies in two columns',
      train: { ...texts(fitTexts), title: prose(10, 300, 15) },
      test: { ...texts(withCopies(9, (text) => text)), title: prose(10, 300, 15).slice(0, 100) },
      expect: [
        { messageId: 'copied', columns: ['text'] },
        { messageId: 'copied', columns: ['title'] },
      ],
    },
    {
      name: 'two copies, where an option asks for them',
      train: texts(fitTexts),
      test: texts(withCopies(2, (text) => text)),
      options: { minTexts: 2 },
      expect: [{ messageId: 'copied', severity: 'warn' }],
    },
  ],
  skipped: [
    {
      name: 'texts of few words',
      train: texts(prose(11, 50, 4)),
      test: texts(prose(12, 50, 4)),
      because: 'needs a text column of 8 words',
    },
    { name: 'no texts', train: { n: [1, 2, 3] }, test: { n: [4] }, because: 'needs a text column' },
  ],
  underpowered: [
    {
      name: 'texts of nine words',
      train: texts(prose(13, 50, 9)),
      test: texts(prose(13, 50, 9)),
      because: '0 held-out texts have 12 words that',
    },
  ],
});
