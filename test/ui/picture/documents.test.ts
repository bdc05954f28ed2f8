import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { topologyMermaid } from '../../../src/ui/picture/mermaid.js'
import { topologySvg } from '../../../src/ui/picture/svg.js'
import { preset, sized, underWay } from './organisations.js'

const provider = await preset('data-provider')
const size = { columns: 100, rows: 40 }

describe('the picture as SVG', () => {
  it('is well-formed whatever names hold', () => {
    const topology = {
      ...provider,
      organisation: '</title><script>alert("1")</script> & \ud800 \uffff \u0000',
      hosts: provider.hosts.map((host) => ({ ...host, address: '<&">]]>' })),
    }
    const svg = topologySvg({ ...underWay(provider), topology }, { ...size, language: 'zh' })
    expect(faultsOf(svg)).toEqual([])
    expect(svg).not.toContain('<script')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML can not hold them
    expect(svg).not.toMatch(/[\u0000-\u0008\ufffe\uffff]|\p{Surrogate}/u)
  })

  it('keeps text in its columns, Chinese too', () => {
    const svg = topologySvg({ topology: provider }, { ...size, language: 'zh' })
    const texts = [...svg.matchAll(/<text x="([\d.]+)"[^>]*textLength="([\d.]+)"[^>]*>([^<]*)</g)]
    expect(texts.length).toBeGreaterThan(20)
    const wrong = texts.filter(([, x, length, text = '']) => {
      const columns = stringWidth(text.replace(/&\w+;/g, '&'))
      return (
        Math.abs(Number(length) - columns * 8.4) > 0.05 ||
        (Math.abs((Number(x) / 8.4) % 1) > 0.01 && Math.abs((Number(x) / 8.4) % 1) < 0.99)
      )
    })
    expect(wrong.map(([all]) => all)).toEqual([])
    expect(svg).toContain('>数据中心</text>')
  })

  it('is dark or light as asked, else as the reader’s screen is', () => {
    const drawn = (dark?: boolean) =>
      topologySvg(
        { topology: provider },
        { ...size, language: 'en', ...(dark === undefined ? {} : { dark }) },
      )
    expect(drawn(true)).toContain('.paper{fill:#0d1117}')
    expect(drawn(true)).not.toContain('prefers-color-scheme')
    expect(drawn(false)).toContain('.paper{fill:#ffffff}')
    expect(drawn()).toContain('@media(prefers-color-scheme:dark)')
  })

  it('draws lines as lines and says what is meant by classes', () => {
    const svg = topologySvg(underWay(provider), { ...size, language: 'en' })
    expect(svg).not.toMatch(/[─-╿]/)
    for (const meaning of ['done', 'running', 'failed', 'muted'])
      expect(svg).toMatch(new RegExp(`class="[^"]*${meaning}`))
  })
})

describe('the picture as Mermaid', () => {
  it('has every host, every instance, and who talks to whom', () => {
    expect(topologyMermaid(provider, 'en')).toBe(`flowchart TB
  outside_world(["other organisations"])
  outside_moirea(["Moirea"])
  outside_data_center(["data center"])
  outside_browsers(["browsers"])
  subgraph organisation["acme"]
    subgraph h0["h1 10.0.0.11"]
      n0_0["consul"]
      n0_1["carrier"]
      n0_2["admin"]
    end
    subgraph h1["h2 10.0.0.12"]
      n1_0["via"]
    end
    subgraph h2["h3 10.0.0.13"]
      n2_0["data-8700"]
    end
  end
  outside_world <-->|"p2p 9.8.7.10 10035/udp 10036/tcp"| n0_1
  outside_moirea -->|"gRPC 9.8.7.10 10033/tcp 10034/tcp"| n0_1
  n0_1 -->|"161.117.189.27 9090/tcp"| outside_data_center
  outside_browsers -->|"console 10.0.0.11 80/tcp"| n0_2
  outside_world -->|"via 9.8.7.11 10031/tcp"| n1_0
  n0_1 -.-> n0_0
  n0_2 -.-> n0_0
  n1_0 -.-> n0_0
  n2_0 -.-> n0_0
  n0_1 <--> n2_0
  n1_0 <--> n2_0
  n0_2 --> n0_1
  n1_0 --> n0_1
  n0_2 --> n2_0
`)
  })

  it('draws many like hosts as one node, so that the arrows can be read', () => {
    const mermaid = topologyMermaid(sized(64), 'zh')
    expect(mermaid).toContain('["data ×31 h4…h34"]')
    expect(mermaid.split('\n').length).toBeLessThan(50)
    expect(mermaid).toContain('outside_world(["其他组织"])')
  })

  it('lets no name end its label', () => {
    const topology = { ...provider, organisation: 'a"] --> x["<b>#`|' }
    expect(topologyMermaid(topology, 'en')).toContain(
      'subgraph organisation["a#34;#93; --#62; x#91;#34;#60;b#62;#35;#96;#124;"]',
    )
  })
})

/** What keeps a text from being XML: tags that do not match, or bare `<` and `&` in it. */
function faultsOf(xml: string): string[] {
  const faults: string[] = []
  const open: string[] = []
  const rest = xml.replace(
    /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi,
    (_, close, name, _attributes, empty) => {
      if (close === '/' && open.pop() !== name) faults.push(`</${name}>`)
      if (close === '' && empty === '') open.push(name)
      return ''
    },
  )
  if (/[<]/.test(rest)) faults.push(`bare < in ${rest.slice(rest.indexOf('<'), rest.indexOf('<') + 60)}`)
  const entities = xml.replace(/&(?:amp|lt|gt|quot);/g, '')
  if (entities.includes('&')) faults.push('bare &')
  return [...faults, ...open]
}
