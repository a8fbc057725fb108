declare module 'jsonstat-toolkit' {
  type Category = { readonly label: string; readonly unit: { readonly label?: string; readonly decimals?: number } | null }
  type Dimension = { readonly id: readonly string[]; readonly label: string; readonly role: string; Category(id: string): Category }
  export type Dataset = {
    readonly class: string
    readonly label: string
    readonly source: string
    readonly updated: string
    readonly note: readonly string[] | null
    readonly id: readonly string[]
    readonly n: number
    readonly role: Readonly<Record<string, readonly string[]>>
    readonly extension: Readonly<Record<string, unknown>>
    Dimension(id: string): Dimension
    Data(at: Readonly<Record<string, string>>): { readonly value: number | null; readonly status: string | null }
  }
  export default function JSONstat(response: unknown): Dataset
}
