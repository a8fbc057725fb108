/** How answer files write yes and no, in small letters; `yes_no_of` in warehouse/macros/text.sql reads them. A tick of several may be an x too. */
export const yesNoWords = { true: ['1', 'true', 'ja', 'yes'], false: ['0', 'false', 'nei', 'no'] } as const
export const tickWord = 'x'
