const words: Readonly<Record<string, string>> = {
  nb: 'Ikke offentlig: her er tall som er skjult for andre. De må ikke gis videre.',
  en: 'Not public: here are numbers that are hidden from others. They must not be passed on.',
}

/** What stands beside an answer that has something others may not see. */
export const notPublic = (language: string): string => words[language] ?? words['en'] ?? ''
