// Search in the page. Loads the words of the log in pieces, as plain scripts, when they are typed;
// cuts, folds, stems and ranks as the command line does.
(() => {
  const here = document.currentScript.src;
  const root = here.slice(0, here.lastIndexOf("assets/"));
  const HITS = 10;
  // Of so many entries the words are looked through for what pairs of neighbours do not tell: words
  // near each other ("..."~3), and a star behind several words (git-reb*).
  const CHECKED = 60;
  // In a log of so many entries a single letter is not taken for the start of a word.
  const MANY = 3000;
  const nothingYet = () => ({ index: null, words: new Map(), pairs: new Map(), rows: new Map(), tags: {}, texts: new Map(), loading: new Map(), lost: false });
  const state = nothingYet();
  // The live preview says when the log has changed.
  document.addEventListener("knowlog:changed", () => Object.assign(state, nothingYet()));

  globalThis.knowlogSearch = {
    index(value) {
      value.shards = new Set(value.shards.split(" "));
      value.lengths = value.lengths.map((column) => column.split(" ").map((text) => parseInt(text, 36)));
      value.ages = value.ages.split(" ").map((text) => (text === "-" ? -1 : parseInt(text, 36)));
      value.count = value.ages[0] === undefined || value.lengths[0].length === 0 ? 0 : value.ages.length;
      value.norms = value.lengths.map((column) => {
        const total = column.reduce((sum, one) => sum + one, 0);
        return [1 - value.b, value.b / (total && value.count ? total / value.count : 1)];
      });
      value.long = new Set(value.long.split(" ").filter(Boolean).map((text) => parseInt(text, 36)));
      state.index = value;
    },
    words(key, text) {
      state.words.set(key, linesOf(text));
    },
    pairs(key, text) {
      state.pairs.set(key, linesOf(text));
    },
    rows(number, rows) {
      state.rows.set(number, rows);
    },
    tags(tags) {
      state.tags = tags;
    },
    texts(number, texts) {
      texts.forEach((text, place) => { if (text !== 0) state.texts.set(number * state.index.texts + place, text); });
    },
    text(doc, text) {
      state.texts.set(doc, text);
    },
  };

  function linesOf(text) {
    return new Map(text.split("\n").map((line) => {
      const gap = line.indexOf(" ");
      return [line.slice(0, gap), line.slice(gap + 1)];
    }));
  }

  function load(file) {
    if (!state.loading.has(file)) {
      state.loading.set(file, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = root + "search/" + file;
        script.onload = () => {
          script.remove();
          resolve();
        };
        // What did not come is asked for again the next time.
        script.onerror = () => {
          script.remove();
          state.loading.delete(file);
          state.lost = true;
          resolve();
        };
        document.head.append(script);
      }));
    }
    return state.loading.get(file);
  }

  // Words: the rules of knowlog/index/words.

  const WORDS = "0-9A-Za-z\\u00aa\\u00b2\\u00b3\\u00b5\\u00b9\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1" +
    "\\u0300-\\u0373\\u0376-\\u037d\\u037f\\u0386\\u0388-\\u0481\\u0483-\\u0559\\u0560-\\u0588\\u07c0-\\u085b" +
    "\\u0900-\\u0963\\u0966-\\u096f\\u0971-\\u0df3\\u0f00-\\u0fbc\\u10a0-\\u10ff\\u1200-\\u135f\\u1369-\\u1fff" +
    "\\u2070-\\u209c\\u2100-\\u214f\\u2160-\\u2188\\u2c00-\\u2dff\\ua000-\\ua95f\\uab30-\\uabff" +
    "\\ufb00-\\ufb17\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\u{10000}-\\u{1efff}";
  const GRAMS = "\\u0591-\\u05c7\\u05d0-\\u05f2\\u0610-\\u061a\\u0620-\\u06d3\\u06d5-\\u06ff\\u0750-\\u077f\\u08a0-\\u08ff" +
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e50-\\u0edf\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17d3" +
    "\\u3005-\\u3007\\u3031-\\u3035\\u3041-\\u3096\\u3099-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u318e" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff" +
    "\\ufb1d-\\ufdff\\ufe70-\\ufefc\\uff66-\\uff9f\\uffa1-\\uffdc\\u{20000}-\\u{3ffff}";
  const SIGNS = "\\u00a2-\\u00a5\\u00b0\\u00b1\\u00d7\\u00f7\\u20a0-\\u20bf\\u2190-\\u23ff\\u2600-\\u27bf\\u2b00-\\u2bff" +
    "\\u{1f000}-\\u{1f3fa}\\u{1f400}-\\u{1faff}";
  const RAW = new RegExp(
    `[${WORDS}]+(?:['\\u2019+#\\^](?:(?<=['\\u2019])[${WORDS}]+|(?<=\\+)\\++|(?<=#)(?![\\p{L}\\p{N}_])` +
    `|(?<=\\^)\\{?-?[${WORDS}]+))?|[${GRAMS}]+` +
    `|(?<![\\p{L}\\p{N}_.\\-)\\]])[.@#$\\\\%\\-]-?[A-Za-z][${WORDS}]*|[\\u{1f1e6}-\\u{1f1ff}]{2}|[${SIGNS}]`, "gu");
  const GRAM = new RegExp(`^[${GRAMS}]`, "u");
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0640\u0670\u200c\u200d\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;
  const LETTERS = { "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "\u03c2": "\u03c3", "\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a", "\u0629": "\u0647" };
  const ONE_WORD = new Set("arxiv bibtex facebook github gitlab iphone javascript latex linkedin macos mathjax mysql nodejs openai postgresql sqlite stackoverflow typescript webassembly wifi wordpress youtube".split(" "));
  const PLAIN = /^[0-9A-Za-z]+$/;

  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    const apart = text.toLowerCase().normalize("NFKD").replace(MARKS, "").toLowerCase();
    return [...apart.normalize("NFKC")].map((letter) => LETTERS[letter] ?? letter).join("");
  }

  // The terms of a raw token: [term, place] pairs, as words/analysis.py gives them.
  function termsOf(raw) {
    if (PLAIN.test(raw)) return plain(raw);
    if (GRAM.test(raw)) {
      const run = [...fold(raw)];
      return run.map((letter, at) => [run.slice(at, at + 2).join(""), at]);
    }
    if (".@#$\\%-".includes(raw[0])) return [[fold(raw), 0], [fold(raw).replace(/^[.@#$\\%-]+/, ""), 0]];
    return joined(fold(raw).replaceAll("\u2019", "'").replaceAll("{", ""));
  }

  function plain(raw) {
    const word = raw.toLowerCase();
    const title = /^[A-Z][a-z0-9]*$/.test(raw);
    if (raw !== word && !title && raw !== raw.toUpperCase()) {
      const parts = raw.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
      const whole = ONE_WORD.has(word) || (raw.endsWith("s") && raw.slice(0, -1) === raw.slice(0, -1).toUpperCase());
      if (!whole && parts.length > 1 && parts.every((part) => part.length > 1)) {
        return [[word, 0], ...parts.map((part, at) => [part.toLowerCase(), at])];
      }
    }
    const numbered = /^(?:([a-z]{2,})(\d{1,4})|(\d{4,5})(v\d{1,2}))$/.exec(word);
    if (numbered) return [[word, 0], ...numbered.slice(1).filter(Boolean).map((part, at) => [part, at])];
    return [[word, 0]];
  }

  function joined(word) {
    const quote = word.indexOf("'");
    if (quote >= 0) {
      const [base, tail] = [word.slice(0, quote), word.slice(quote + 1)];
      if (tail === "s") return [[base, 0]];
      if (base.length <= 2 && tail.length > 2) return [[base, 0], [tail, 1]];
      return [[base + tail, 0]];
    }
    const power = word.indexOf("^");
    if (power > 0) return [[word, 0], [word.slice(0, power), 0], [word.slice(power + 1).replace(/^-+/, ""), 1]];
    const base = word.replace(/[+#]+$/, "");
    if (base.length > 1 && base !== word) return [[word, 0], [base, 0]];
    return word ? [[word, 0]] : [];
  }

  // Stems after Porter (1980), with the same reading of its rules as the command line's.
  const C = "[^aeiouy]+", V = "[aeiou]+";
  const some = new RegExp(`^(?:${C})?${V}${C}`);
  const one = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`);
  const many = new RegExp(`^(?:${C})?${V}${C}${V}${C}`);
  const vowel = new RegExp(`^(?:${C})?[aeiouy]`);
  const short = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
  const SECOND = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble", logi: "log" };
  const THIRD = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  const ending = (list) => new RegExp(`^(.+?)(${Object.keys(list).join("|")})$`);
  const second = ending(SECOND), third = ending(THIRD);
  const fourth = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

  function stem(word) {
    if (word.length < 3 || word.length > 32 || !/^[a-z]+$/.test(word)) return word;
    let w = word[0] === "y" ? "Y" + word.slice(1) : word;
    if (w.endsWith("sses") || w.endsWith("ies")) w = w.slice(0, -2);
    else if (w.endsWith("s") && w.at(-2) !== "s") w = w.slice(0, -1);
    if (w.endsWith("eed")) {
      if (some.test(w.slice(0, -3))) w = w.slice(0, -1);
    } else {
      const found = /^(.*)(?:ed|ing)$/.exec(w);
      if (found && vowel.test(found[1])) {
        w = found[1];
        if (/^(?:at|bl|iz)$/.test(w)) w += "e";
        else if (/^([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
        else if (short.test(w)) w += "e";
      }
    }
    if (w.endsWith("y") && vowel.test(w.slice(0, -1))) w = w.slice(0, -1) + "i";
    let found = second.exec(w);
    if (found && some.test(found[1])) w = found[1] + SECOND[found[2]];
    found = third.exec(w);
    if (found && some.test(found[1])) w = found[1] + THIRD[found[2]];
    found = fourth.exec(w);
    if (found) {
      if (many.test(found[1])) w = found[1];
    } else {
      found = /^(.+?[st])ion$/.exec(w);
      if (found && many.test(found[1])) w = found[1];
    }
    found = /^(.+?)e$/.exec(w);
    if (found && (many.test(found[1]) || (one.test(found[1]) && !short.test(found[1])))) w = found[1];
    if (w.endsWith("ll") && many.test(w)) w = w.slice(0, -1);
    return w[0] === "Y" ? "y" + w.slice(1) : w;
  }

  // What a leaf of a query asks for: alternatives, each a list of slots that must stand at these
  // places of one field.
  const stemmed = (term) => (/^[a-z]+$/.test(term) ? { stem: stem(term), term } : { term });
  const widthOf = (terms) => (terms.length ? Math.max(...terms.map(([, at]) => at)) + 1 : 0);

  function sequence(text, slot) {
    const slots = [];
    let place = 0;
    for (const raw of text.match(RAW) ?? []) {
      const terms = termsOf(raw);
      if (!GRAM.test(raw)) for (const [term] of terms.slice(0, 1)) slots.push({ ...slot(term), at: place });
      else if (terms.length === 1) slots.push({ prefix: terms[0][0], at: place });
      else for (const [term, at] of terms.slice(0, -1)) slots.push({ term, at: place + at });
      place += widthOf(terms);
    }
    return slots;
  }

  function asks(leaf) {
    if (leaf.asks) return leaf.asks;
    const found = [];
    if (leaf.kind === "prefix") found.push(beginning(leaf.text));
    else found.push(sequence(leaf.text, leaf.kind === "phrase" ? (term) => ({ term }) : stemmed));
    const raws = leaf.text.match(RAW) ?? [];
    if (leaf.kind === "word" && raws.length === 1 && /^[\p{L}\p{N}]+$/u.test(raws[0]) && !GRAM.test(raws[0])) {
      found.push(termsOf(raws[0]).slice(1).map(([term, at]) => ({ ...stemmed(term), at })));
    }
    leaf.asks = found.filter((slots) => slots.length);
    return leaf.asks;
  }

  // A word with a star at its end; before it may stand whole words (``git-reb*``).
  function beginning(text) {
    const chunks = text.replace(/\*+$/, "").match(/[.@#$\\%]?-{0,2}[^\s_./:;,-]+/g) ?? [];
    const exact = (chunk) => sequence(chunk, (term) => ({ term }));
    return chunks.flatMap((chunk, at) => {
      if (GRAM.test(chunk)) return exact(chunk);
      if (at < chunks.length - 1) return exact(chunk).slice(0, 1).map((slot) => ({ ...slot, at }));
      return [{ prefix: fold(chunk), at }];
    });
  }

  // Queries: the language of the command line, as far as the shards hold what it asks for. What is
  // still being typed (an open quote, an OR with nothing behind it) is read as if it were whole.

  const QUOTES = { '"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb" };
  const FIELD_OF = { title: 0, heading: 1, headings: 1, body: 3, text: undefined };

  function scan(text) {
    const items = [];
    let at = 0, depth = 0;
    const add = (kind, value, length) => {
      items.push({ kind, text: value });
      at += length;
    };
    while (at < text.length) {
      const rest = text.slice(at);
      const character = text[at];
      const field = items.at(-1)?.kind === "field" && !/\s/.test(text[at - 1])
        ? null : /^(\p{L}[\p{L}\p{N}_.-]*):(?![\s:)]|\/\/|$)/u.exec(rest);
      if (/\s/.test(character)) at += 1;
      else if (character === "(") { depth += 1; add("open", character, 1); }
      else if (character === ")" && depth) { depth -= 1; add("close", character, 1); }
      else if (QUOTES[character]) {
        let end = text.indexOf(QUOTES[character], at + 1);
        if (end < 0) end = text.indexOf('"', at + 1);
        if (end < 0) end = text.length;
        const near = /^~\d*/.exec(text.slice(end + 1));
        add("quoted", text.slice(at + 1, end), end + 1 - at + (near?.[0].length ?? 0));
        items.at(-1).slop = near ? Number(near[0].slice(1) || 1) : 0;
      } else if (/^[-\u2212][^\s>)-]/.test(rest) && /(^|[\s(])$/.test(text.slice(0, at))) add("minus", character, 1);
      else if (/^\/(?:\\.|[^/\\])+\/(?=[\s)]|$)/.test(rest)) {
        const [whole] = /^\/(?:\\.|[^/\\])+\//.exec(rest);
        add("other", whole, whole.length);
      } else if (field) add("field", field[1].toLowerCase(), field[0].length);
      else {
        let end = at, inner = 0;
        while (end < text.length && !/\s/.test(text[end]) && !(QUOTES[text[end]] && end > at)) {
          if (text[end] === "(") inner += 1;
          else if (text[end] === ")") {
            if (!inner && depth) break;
            inner -= 1;
          }
          end += 1;
        }
        add("word", text.slice(at, end), Math.max(1, end - at));
      }
    }
    return items;
  }

  function parse(text) {
    const items = scan(text);
    const unknown = [];
    let next = 0, scope;
    const isWord = (...names) => items[next]?.kind === "word" && names.includes(items[next].text);
    const joined = (kind, parts) => (parts.length > 1 ? { kind, parts } : parts[0]);

    function either() {
      const sides = [side()];
      while (isWord("OR", "|", "||")) {
        next += 1;
        sides.push(side());
      }
      return joined("either", sides.filter(Boolean));
    }

    function side() {
      const parts = [];
      while (next < items.length && items[next].kind !== "close" && !isWord("OR", "|", "||")) {
        const both = [part()];
        while (isWord("AND", "&&")) {
          next += 1;
          both.push(part());
        }
        parts.push(joined("both", both.filter(Boolean)));
      }
      return joined("together", parts.filter(Boolean));
    }

    function part() {
      if (next >= items.length || items[next].kind === "close") return undefined;
      const item = items[next++];
      if (item.kind === "minus" || (item.kind === "word" && item.text === "NOT")) {
        const inner = part();
        return inner && (inner.kind === "not" ? inner.part : { kind: "not", part: inner });
      }
      if (item.kind === "open") return group();
      if (item.kind === "field") return field(item.text);
      return leaf(item, scope);
    }

    function group() {
      const inside = either();
      if (items[next]?.kind === "close") next += 1;
      return inside;
    }

    function field(name) {
      const value = items[next++];
      if (!value) return undefined;
      if (name === "tag" || name === "tags") return { kind: "tag", text: fold(value.text.replace(/^#+/, "")).replace(/^\/+|\/+$/g, "") };
      if (!(name in FIELD_OF)) {
        unknown.push(`${name}:`);
        return undefined;
      }
      if (value.kind !== "open") return leaf(value, FIELD_OF[name]);
      const outer = scope;
      scope = FIELD_OF[name];
      const inside = group();
      scope = outer;
      return inside;
    }

    function leaf(item, where) {
      const { text: words } = item;
      if (item.kind === "quoted") return { kind: "phrase", text: words, slop: item.slop, field: where };
      const stars = words.replace(/^\*+$/, "").replace(/\*+$/, "");
      if (item.kind === "other" || stars.includes("*") || /[\p{L}\p{N}_]~[0-2]?$/u.test(words)) {
        unknown.push(words);
        return undefined;
      }
      const kind = words.endsWith("*") && stars ? "prefix" : "word";
      return { kind, text: words, field: where };
    }

    return { root: either(), unknown };
  }

  // Shards: the pieces of the vocabulary by the start of a word.

  function keysOf(slot) {
    const word = slot.prefix ?? slot.stem ?? slot.term;
    const keys = [];
    if (GRAM.test(word)) keys.push("~" + (word.codePointAt(0) >> 6).toString(16));
    else {
      const letters = [...(slot.prefix ? word : stem(word))];
      for (const length of [1, 2, 3]) keys.push(letters.slice(0, length).join(""));
      if (slot.prefix) {
        for (const length of [2, 3]) {
          const start = letters.slice(0, length).join("");
          if (start.length === length && start.endsWith("y")) keys.push(start.slice(0, -1) + "i");
        }
        if (letters.length < 3) {
          for (const key of state.index.shards) if (key.startsWith(word)) keys.push(key);
        }
      }
    }
    return [...new Set(keys)].filter((key) => state.index.shards.has(key));
  }

  const fileOf = (key) => (/^[0-9a-z]+$/.test(key) ? `w-${key}.js`
    : `x-${[...new TextEncoder().encode(key)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}.js`);

  const stems = new Map();
  function stemOf(word) {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, found = stem(word));
    return found;
  }

  function fits(slot, word) {
    if (slot.prefix !== undefined) return word.startsWith(slot.prefix);
    return slot.stem !== undefined ? stemOf(word) === slot.stem : word === slot.term;
  }

  // Document to the counts of each field, for every word that may stand in a slot.
  function* chosen(slot) {
    for (const key of keysOf(slot)) {
      for (const [word, postings] of state.words.get(key) ?? []) {
        if (fits(slot, word)) yield postings;
      }
    }
  }

  const FIELDS = { T: 0, H: 1, G: 2, B: 3 };

  function counts(slot) {
    const found = new Map();
    for (const postings of chosen(slot)) {
      let doc = 0;
      for (const step of postings.split(" ")) {
        const at = step.search(/[THGB]/);
        doc += parseInt(at < 0 ? step : step.slice(0, at), 36);
        const here = found.get(doc) ?? [0, 0, 0, 0];
        if (at < 0) here[3] += 1;
        else for (const [, field, often] of step.slice(at).matchAll(/([THGB])([0-9a-z]*)/g)) {
          here[FIELDS[field]] += often ? parseInt(often, 36) : 1;
        }
        found.set(doc, here);
      }
    }
    return found;
  }

  // The documents in which all slots have a word in one field, with the least count of each field.
  function holders(slots, leaf) {
    const columns = slots.map(counts);
    const found = new Map();
    for (const [doc, first] of columns[0]) {
      const rest = columns.slice(1).map((column) => column.get(doc));
      if (rest.includes(undefined)) continue;
      const least = first.map((count, field) => (leaf.field === undefined || leaf.field === field
        ? Math.min(count, ...rest.map((column) => column[field])) : 0));
      if (least.some(Boolean)) found.set(doc, least);
    }
    return found;
  }

  // Pairs of neighbours: the rules of knowlog/exporters/site/pairs.py.

  const SIGNS_OF_MARKS = "ACDEFIJKLMNOPQRSUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_`{|";
  const SEVERAL = "~~";

  function crc32(text) {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    }
    return ~crc >>> 0;
  }

  function markOf(term) {
    const number = crc32(stemOf(term)) % SIGNS_OF_MARKS.length ** 2;
    return SIGNS_OF_MARKS[Math.floor(number / SIGNS_OF_MARKS.length)] + SIGNS_OF_MARKS[number % SIGNS_OF_MARKS.length];
  }

  const isPaired = (slots, leaf) => slots.length > 1 && !leaf.slop
    && slots.every((slot, at) => slot.prefix === undefined && (at === 0 || slot.at > slots[at - 1].at));
  const neighbours = (slots) => slots.slice(1).map((next, at) => [slots[at], next, slots[at + 2]]);
  const betweenOf = (slot, next) => ">".repeat(next.at - slot.at);
  const pairsKey = (slot, next) => {
    const file = crc32(stemOf(slot.term) + betweenOf(slot, next) + stemOf(next.term)) & (state.index.pairs - 1);
    return ">" + file.toString(16);
  };

  // Document to how often two slots stand beside each other, in each field, with the third behind them.
  function side(slot, next, after) {
    const between = betweenOf(slot, next);
    const mark = after && after.at - next.at === 1 ? markOf(after.term) : null;
    const found = new Map();
    for (const [pair, postings] of state.pairs.get(pairsKey(slot, next)) ?? []) {
      if (pair[0] !== slot.term[0]) continue;
      const [one, two] = pair.split(between);
      if (!two || two[0] === ">" || !fits(slot, one) || !fits(next, two)) continue;
      let doc = 0;
      for (const posting of postings.split(" ")) {
        const [, step, fields] = /^([0-9a-z]+)(.*)$/.exec(posting);
        doc += parseInt(step, 36);
        const here = found.get(doc) ?? [0, 0, 0, 0];
        for (const [, field, marks] of fields.matchAll(/([THGB]?)([^THGB]+)/g)) {
          for (let at = 0; at < marks.length; at += 2) {
            const behind = marks.slice(at, at + 2);
            if (mark === null || behind === mark || behind === SEVERAL) here[FIELDS[field || "B"]] += 1;
          }
        }
        found.set(doc, here);
      }
    }
    return found;
  }

  // Document to how often all slots stand in a row, in each field.
  function inRow(slots, leaf) {
    const [first, ...rest] = neighbours(slots).map((three) => side(...three));
    const found = new Map();
    for (const [doc, times] of first) {
      const others = rest.map((pair) => pair.get(doc));
      if (others.includes(undefined)) continue;
      const least = times.map((count, field) => (leaf.field === undefined || leaf.field === field
        ? Math.min(count, ...others.map((other) => other[field])) : 0));
      if (least.some(Boolean)) found.set(doc, least);
    }
    return found;
  }

  // How often the slots stand at their places, in each field of a document.
  function inOrder(slots, slop, doc) {
    const texts = state.texts.get(doc)?.split("\n") ?? [];
    return texts.map((text) => {
      const columns = slots.map(() => []);
      let place = 0;
      for (const raw of text ? text.split(" ") : []) {
        const terms = termsOf(raw);
        for (const [term, at] of terms) {
          slots.forEach((slot, number) => { if (fits(slot, term)) columns[number].push(place + at); });
        }
        place += widthOf(terms);
      }
      let ends = new Set(columns[0]);
      for (let number = 1; number < slots.length && ends.size; number += 1) {
        const gap = slots[number].at - slots[number - 1].at;
        ends = new Set(columns[number].filter((here) => {
          for (let step = gap; step <= gap + slop; step += 1) if (ends.has(here - step)) return true;
          return false;
        }));
      }
      return ends.size;
    });
  }

  // The files of the words, or pairs, that a leaf asks for.
  const filesFor = (leaf) => asks(leaf).flatMap((slots) => (isPaired(slots, leaf)
    ? neighbours(slots).map(([slot, next]) => `p-${pairsKey(slot, next).slice(1)}.js`)
    : slots.flatMap(keysOf).map(fileOf)));

  // The files with the words of all documents in which what pairs do not tell has to be looked for;
  // none when they are too many: all of the words in a document are then enough.
  function textsFor(leaf) {
    const docs = asks(leaf).filter((slots) => slots.length > 1 && !isPaired(slots, leaf)).flatMap((slots) => [...holders(slots, leaf).keys()]);
    leaf.checked = new Set(docs).size <= CHECKED;
    const fileOfText = (doc) => (state.index.long.has(doc) ? `text-${doc}.js` : `texts-${Math.floor(doc / state.index.texts)}.js`);
    return leaf.checked ? docs.map(fileOfText) : [];
  }

  // Document to the weighted, length-normalised frequency of a leaf in it.
  function frequencies(leaf) {
    if (leaf.found) return leaf.found;
    const { weights, norms, lengths } = state.index;
    const total = new Map();
    for (const slots of asks(leaf)) {
      const paired = isPaired(slots, leaf);
      for (const [doc, least] of paired ? inRow(slots, leaf) : holders(slots, leaf)) {
        const times = slots.length > 1 && !paired && leaf.checked ? inOrder(slots, leaf.slop ?? 0, doc) : least;
        let sum = 0;
        least.forEach((count, field) => {
          if (count && times[field]) sum += weights[field] * times[field] / (norms[field][0] + norms[field][1] * lengths[field][doc]);
        });
        if (sum) total.set(doc, (total.get(doc) ?? 0) + sum);
      }
    }
    leaf.found = total;
    return total;
  }

  const isLeaf = (node) => ["word", "prefix", "phrase"].includes(node.kind);
  const isWish = (node) => isLeaf(node) && node.kind !== "phrase" && node.field === undefined;
  const means = (node) => !isLeaf(node) || asks(node).length > 0;
  const everything = () => new Set(state.index.ages.keys());

  function* leavesOf(node, negated = false) {
    if (!node) return;
    if (node.parts) for (const part of node.parts) yield* leavesOf(part, negated);
    else if (node.kind === "not") yield* leavesOf(node.part, true);
    else yield [node, negated];
  }

  function tagged(name) {
    const like = name.includes("*")
      ? new RegExp(`^${name.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "su")
      : null;
    const found = new Set();
    for (const [tag, steps] of Object.entries(state.tags ?? {})) {
      if (!(like ? like.test(tag) : tag === name || tag.startsWith(`${name}/`))) continue;
      let doc = 0;
      for (const step of steps.split(" ")) found.add(doc += parseInt(step, 36));
    }
    return found;
  }

  function all(parts) {
    let found = null;
    for (const part of parts) {
      if (part.kind === "not" || !means(part)) continue;
      const here = fitting(part);
      found = found === null ? new Set(here) : found.intersection(here);
    }
    found ??= everything();
    for (const part of parts) if (part.kind === "not") found = found.difference(fitting(part.part));
    return found;
  }

  // The documents that a part of the query finds. Words side by side are wished for: one is enough.
  function fitting(node) {
    if (isLeaf(node)) return new Set(frequencies(node).keys());
    if (node.kind === "tag") return tagged(node.text);
    if (node.kind === "either") return node.parts.map(fitting).reduce((one, other) => one.union(other));
    if (node.kind === "not") return everything().difference(fitting(node.part));
    const wishes = node.kind === "together" ? node.parts.filter((part) => isWish(part) && means(part)) : [];
    if (!wishes.length) return all(node.parts);
    const found = wishes.map(fitting).reduce((one, other) => one.union(other));
    const musts = node.parts.filter((part) => !isWish(part));
    return musts.length ? found.intersection(all(musts)) : found;
  }

  function rank(root) {
    const { count, k1, recency, ages } = state.index;
    const leaves = [...leavesOf(root)].filter(([leaf, negated]) => !negated && isLeaf(leaf)).map(([leaf]) => leaf);
    const wishes = root.kind === "together" ? root.parts.filter((part) => isWish(part) && means(part)) : [];
    const found = fitting(root);
    const scores = new Map(), matched = new Map();
    for (const leaf of leaves) {
      const here = frequencies(leaf);
      const weight = Math.log(1 + (count - here.size + 0.5) / (here.size + 0.5));
      for (const [doc, frequency] of here) {
        scores.set(doc, (scores.get(doc) ?? 0) + weight * (k1 + 1) * frequency / (k1 + frequency));
        if (wishes.includes(leaf)) matched.set(doc, (matched.get(doc) ?? 0) + 1);
      }
    }
    return [...found].map((doc) => {
      const fresh = ages[doc] < 0 ? 1 : 1 + recency / (1 + ages[doc] / 365.25);
      const share = wishes.length > 1 ? (matched.get(doc) ?? 0) / wishes.length : 1;
      return [doc, (scores.get(doc) ?? 0) * share * fresh];
    }).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  }

  const CLOSED = /["\u201d\u201c\u00bb](?:~\d*)?$/;

  // A leaf whose last word is taken for the start of one: of a word, or of a phrase that is still open
  // and of a word made of several (git-reb), whose other words are then somewhere in the entry.
  function begunLeaf(leaf, query) {
    if (leaf.kind === "phrase" && CLOSED.test(query)) return null;
    const { text, field } = leaf;
    const half = fold(text);
    const whole = (half.match(RAW) ?? []).join("") === half;
    const [, head, tail] = whole ? [text, "", half] : /^(.*[^\p{L}\p{N}\p{M}])([\p{L}\p{N}\p{M}]+)$/su.exec(text) ?? [];
    if (!tail || (tail.length === 1 && !GRAM.test(tail) && state.index.count > MANY)) return null;
    const begun = { kind: "prefix", text: fold(tail), field };
    const before = { kind: leaf.kind, text: head, field, slop: 0 };
    return asks(before).length ? { kind: "both", parts: [before, begun] } : begun;
  }

  // The query with its last word taken for the start of one, if a word is what it ends in; with the
  // leaf that this is about.
  function halved(root, query) {
    const [last, negated] = [...leavesOf(root)].at(-1) ?? [];
    if (!last || negated || !["word", "phrase"].includes(last.kind) || !query.endsWith(last.text)) return [null, null];
    const begun = begunLeaf(last, query);
    if (!begun) return [null, null];
    const copy = (node) => {
      if (node === last) return begun;
      return node.parts ? { ...node, parts: node.parts.map(copy) } : node;
    };
    return [copy(root), last, begun.kind === "both" || last.kind === "phrase"];
  }

  // How many letters one word has to change to be another: put in, left out, another or swapped.
  function distance(one, other) {
    let [before, last] = [[], [...Array(other.length + 1).keys()]];
    for (let at = 1; at <= one.length; at += 1) {
      const now = [at];
      for (let to = 1; to <= other.length; to += 1) {
        now[to] = Math.min(last[to] + 1, now[to - 1] + 1, last[to - 1] + (one[at - 1] !== other[to - 1]));
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          now[to] = Math.min(now[to], before[to - 2] + 1);
        }
      }
      [before, last] = [last, now];
    }
    return last[other.length];
  }

  // The word that was meant by one that no entry holds, of those that are loaded: they begin alike.
  function meant(leaf) {
    const [slots] = asks(leaf);
    const word = leaf.kind === "word" && slots?.length === 1 && slots[0].term;
    if (!word || !/^[a-z]{4,}$/.test(word) || frequencies(leaf).size) return null;
    const far = word.length < 7 ? 1 : 2;
    let best = null;
    for (const key of keysOf(slots[0])) {
      for (const [other, postings] of state.words.get(key) ?? []) {
        if (Math.abs(other.length - word.length) > far || !/^[a-z]+$/.test(other)) continue;
        const steps = distance(word, other);
        if (steps > far) continue;
        const rank = [steps, -postings.split(" ").length];
        if (!best || rank[0] < best.rank[0] || (rank[0] === best.rank[0] && rank[1] < best.rank[1])) best = { other, rank };
      }
    }
    return best?.other ?? null;
  }

  // The query as it may have been meant, where nothing was found; null when nobody can tell.
  function guess(root, query) {
    let better = query;
    for (const [leaf, negated] of leavesOf(root)) {
      const other = !negated && isLeaf(leaf) ? meant(leaf) : null;
      if (other) better = better.replace(leaf.text, () => other);
    }
    return better === query ? null : better;
  }

  // What a query finds; null when it is no longer wanted and something would have to be loaded.
  async function search(query, wanted = () => true) {
    state.lost = false;
    await load("index.js");
    if (!state.index) return { total: 0, hits: [], words: [], unknown: [], lost: true };
    const { root, unknown } = parse(query);
    const nothing = { total: 0, hits: [], words: [], unknown };
    if (!state.index.count || !root || unknown.length) return nothing;
    let [begun, last, loose] = halved(root, query.trimEnd());
    const filesOf = (node) => [...leavesOf(node)].map(([leaf]) => leaf).filter(isLeaf).flatMap(filesFor);
    const leaves = [...leavesOf(root)].map(([leaf]) => leaf);
    const needed = [...filesOf(root), ...(loose ? [] : filesOf(begun))];
    if (leaves.some((leaf) => leaf.kind === "tag")) needed.push("tags.js");
    await Promise.all([...new Set(needed)].map(load));
    const texts = leaves.filter(isLeaf).flatMap(textsFor);
    if (texts.length && !wanted()) return null;
    await Promise.all([...new Set(texts)].map(load));
    const asked = leaves.filter((leaf) => !isLeaf(leaf) || asks(leaf).length);
    if (!asked.length) return nothing;
    if (loose && frequencies(last).size) begun = null;
    else if (loose) await Promise.all([...new Set(filesOf(begun))].map(load));
    // A last word that no entry holds is one that is still being typed.
    let all = last && !frequencies(last).size ? [] : rank(root);
    const known = new Set(all.map(([doc]) => doc));
    if (begun) all = [...all, ...rank(begun).filter(([doc]) => !known.has(doc))];
    if (!wanted()) return null;
    const hits = await shown(all.slice(0, HITS));
    const plain = [...leavesOf(root)].filter(([leaf, negated]) => !negated && isLeaf(leaf));
    return {
      total: all.length,
      hits,
      words: plain.flatMap(([leaf]) => leaf.text.replaceAll("*", "").split(/\s+/)),
      unknown,
      apart: [...leavesOf(root)].some(([leaf]) => leaf.checked === false),
      instead: all.length ? null : guess(root, query),
      lost: state.lost,
    };
  }

  // What the window shows of the best documents.
  async function shown(best) {
    const size = state.index.rows;
    await Promise.all(best.map(([doc]) => load(`rows-${Math.floor(doc / size)}.js`)));
    return best.flatMap(([doc, score]) => {
      const row = state.rows.get(Math.floor(doc / size))?.[doc % size];
      if (!row) return [];
      const [address, title, date, summary] = row;
      return [{ address, title, date, summary, score }];
    });
  }

  // The window.

  const TOUCHED = matchMedia("(hover: none)").matches;
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = `<form method="dialog" role="search">
<input type="search" role="combobox" aria-expanded="false" aria-controls="search-hits" aria-autocomplete="list" aria-label="Search the log" placeholder="Search" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
<button type="submit" class="tool" aria-label="Close">${TOUCHED ? "Close" : "Esc"}</button></form>
<ol id="search-hits" role="listbox" aria-label="Entries"></ol>
<p class="search-state" role="status"></p>`;
  document.body.append(dialog);
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ol");
  const status = dialog.querySelector(".search-state");
  const HELP = `Words, "a phrase", tag:name, title:word, -not.${TOUCHED ? "" : " Arrows choose, Enter opens."}`;
  const PATIENCE = 250; // milliseconds after which a search that still runs is said to
  let chosenHit = -1;

  const link = (address) => {
    const path = address === "" || address.endsWith("/") ? address + "index.html" : address;
    return root + path.split("/").map(encodeURIComponent).join("/");
  };

  function marked(text, words) {
    const parts = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).filter(Boolean);
    const holder = document.createElement("span");
    if (!parts.length) holder.textContent = text;
    else for (const piece of text.split(new RegExp(`(${parts.join("|")})`, "iu"))) {
      const hit = words.some((word) => word && word.toLowerCase() === piece.toLowerCase());
      const node = hit ? document.createElement("mark") : document.createTextNode("");
      node.textContent = piece;
      holder.append(node);
    }
    return [...holder.childNodes];
  }

  function option(number, target, title, more) {
    const item = document.createElement("li");
    item.setAttribute("role", "presentation");
    const anchor = document.createElement("a");
    anchor.href = target;
    anchor.id = `search-hit-${number}`;
    anchor.setAttribute("role", "option");
    anchor.tabIndex = -1;
    const strong = document.createElement("strong");
    strong.append(...title);
    const rest = document.createElement("span");
    rest.append(...more);
    anchor.append(strong, rest);
    item.append(anchor);
    return item;
  }

  function meaning(query) {
    const item = option(0, "#", [`Did you mean ${query}?`], ["Enter searches for it"]);
    item.firstChild.addEventListener("click", (event) => {
      event.preventDefault();
      input.value = query;
      input.focus();
      latest = run();
    });
    return item;
  }

  function show({ total, hits, words, unknown, apart, instead, lost }) {
    const items = hits.map((hit, number) => option(
      number, link(hit.address), marked(hit.title, words),
      marked([hit.date, hit.summary].filter(Boolean).join(" \u00b7 "), words),
    ));
    if (instead) items.push(meaning(instead));
    list.replaceChildren(...items);
    list.scrollTop = 0;
    choose(items.length ? 0 : -1);
    input.setAttribute("aria-expanded", String(items.length > 0));
    const loose = apart ? " with all these words; too many to look for their order" : "";
    const many = total > hits.length ? `, the best ${hits.length} shown` : "";
    const found = total ? `${total} ${total === 1 ? "entry" : "entries"} found${loose}${many}` : "Nothing found";
    if (lost) status.textContent = "Part of the search could not be loaded. Type on to try again.";
    else if (unknown.length) {
      status.textContent = `Only the command line understands ${unknown.join(", ")}. Here: words, "a phrase", star*, tag:, title:, -not, OR.`;
    } else status.textContent = instead ? `${found}. Did you mean ${instead}?` : found;
  }

  function choose(number) {
    const links = [...list.querySelectorAll("a")];
    chosenHit = number;
    links.forEach((anchor, place) => anchor.setAttribute("aria-selected", String(place === number)));
    if (links[number]) {
      input.setAttribute("aria-activedescendant", links[number].id);
      links[number].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  // One search at a time, always for what stands there now: what was typed while one ran and is
  // there no longer is never looked for.
  let running = null;
  let latest = Promise.resolve();

  async function follow() {
    let asked = null;
    while (asked !== input.value.trim()) {
      asked = input.value.trim();
      const query = asked;
      if (!query) {
        list.replaceChildren();
        choose(-1);
        input.setAttribute("aria-expanded", "false");
        status.textContent = HELP;
        continue;
      }
      const waiting = setTimeout(() => { status.textContent = "Searching \u2026"; }, PATIENCE);
      const found = await search(query, () => query === input.value.trim());
      clearTimeout(waiting);
      if (found && query === input.value.trim()) show(found);
    }
  }

  function run() {
    running ??= follow().finally(() => { running = null; });
    return running;
  }

  // While a word is composed (Chinese, Japanese, accents by keys), what stands there is not yet
  // meant, and the keys belong to whoever composes it.
  input.addEventListener("input", (event) => { if (!event.isComposing) latest = run(); });
  input.addEventListener("compositionend", () => { latest = run(); });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count) choose((chosenHit + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      latest.then(() => list.querySelectorAll("a")[chosenHit]?.click());
    } else if (event.key === "Escape") {
      // The browser would first empty the field, and close at the second time.
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  globalThis.knowlogSearch.find = search;
  globalThis.knowlogSearch.open = (typed = "") => {
    if (!dialog.open) dialog.showModal();
    if (typed) input.value = typed;
    else input.select();
    input.focus();
    load("index.js");
    latest = run();
  };
})();
