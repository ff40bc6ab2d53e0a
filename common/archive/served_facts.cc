// SPDX-License-Identifier: GPL-2.0-or-later
// Sorted arrays, searched in place.
#include "common/archive/served_facts.h"

#include "common/archive/known_frequencies.h"
#include "common/fields/schema.h"
#include "common/segment/reader.h"
#include "common/segment/terms.h"
#include "common/segment/values.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace dateline {
namespace {

constexpr const char* kFactsWhat = "the facts of a served shard";
constexpr disk::Magic kFactsMagic = {'D', 'L', 'f', 'a', 'c', 't', 's', '1'};

/// Offsets from the beginning of the file, and counts.
struct FactsFooter {
  std::uint64_t documents = 0;
  std::uint64_t id_ends = 0;
  std::uint64_t ids = 0;
  std::uint64_t by_id = 0;
  std::uint64_t digests = 0;
  std::uint64_t source_count = 0;
  std::uint64_t source_ends = 0;
  std::uint64_t sources = 0;
  std::uint64_t source_of = 0;
  std::uint64_t term_count = 0;
  std::uint64_t term_ends = 0;
  std::uint64_t terms = 0;
  std::uint64_t frequencies = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kFactsMagic;
};

/// Texts one after another, and where each ends.
class TextParts {
 public:
  void add(std::string_view text) {
    text_ += text;
    ends_.push_back(text_.size());
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }
  void write(disk::ArrayWriter& to, std::uint64_t& ends, std::uint64_t& text) const {
    ends = to.append_array(ends_);
    text = to.size();
    to.append(text_);
  }

 private:
  std::string text_;
  std::vector<std::uint64_t> ends_;
};

/// The first of 0, 1, … `size` for which `is_before` is false: it is true up to there.
template <typename IsBefore>
std::uint32_t first_not(std::size_t size, IsBefore is_before) {
  std::uint32_t begin = 0;
  for (auto left = static_cast<std::uint32_t>(size); left > 0;) {
    const std::uint32_t half = left / 2;
    if (is_before(begin + half)) {
      begin += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  return begin;
}

/// Among the terms: the language of which no counts are kept, for they are what the others leave.
std::string main_language_term(std::string_view language) {
  return '\x01' + std::string(language);
}

/// How many articles of each language but one have each word, in the order of the keys' bytes;
/// nothing if all have the same language.
std::map<std::string, std::uint32_t> counts_by_language(const segment::Reader& segment) {
  std::map<std::string, std::uint32_t> counts;
  const segment::Forward::Column column = segment.forward().column(schema::kLanguage);
  if (column.values() < 3) return counts;  // the first is none
  const std::uint32_t main = std::max(segment::main_language(segment), 1U);
  counts.emplace(main_language_term(column.value(main)), 1);
  for (segment::Terms all(segment); all.more(); all.next()) {
    const std::string term(all.term());
    // Those of words, alone or with their prefix.
    const bool is_word =
        !(term.front() >= 'A' && term.front() <= 'Z') || term.starts_with(schema::kHeadlinePrefix);
    if (!is_word) continue;
    glass::PostingList list = segment.postings();
    if (!list.open(term)) continue;
    do {
      for (const glass::Posting posting : list.rest()) {
        const std::uint32_t language = column.ordinal(posting.docid);
        if (language != main && language != 0) {
          ++counts[in_language(term, column.value(language))];
        }
      }
    } while (list.next_chunk());
  }
  return counts;
}

void write_facts(const segment::Reader& segment, const std::filesystem::path& path) {
  TextParts ids;
  std::vector<std::array<char, 16>> digests(segment.documents());
  segment::Values digest(segment, schema::kDigest);
  for (std::uint32_t docid = 1; docid <= segment.documents(); ++docid) {
    ids.add(segment.forward().id(docid));
    const std::string_view own = digest.of(docid);
    std::copy_n(own.begin(), std::min(own.size(), digests.front().size()),
                digests[docid - 1].begin());
  }
  std::vector<std::uint32_t> by_id(segment.documents());
  std::iota(by_id.begin(), by_id.end(), 1U);
  std::sort(by_id.begin(), by_id.end(),
            [&](std::uint32_t a, std::uint32_t b) { return ids[a - 1] < ids[b - 1]; });
  TextParts sources;
  const segment::Forward::Column column = segment.forward().column(schema::kSource);
  std::vector<std::uint32_t> source_of;
  for (std::uint32_t i = 0; i < column.values(); ++i) sources.add(column.value(i));
  for (std::uint32_t docid = 1; docid <= segment.documents(); ++docid) {
    source_of.push_back(column.ordinal(docid));
  }
  TextParts terms;
  std::vector<std::uint32_t> frequencies;
  for (const auto& [key, articles] : counts_by_language(segment)) {
    terms.add(key);
    frequencies.push_back(articles);
  }
  for (segment::Terms all(segment); all.more(); all.next()) {
    if (all.term().starts_with(schema::kIdPrefix)) continue;
    terms.add(all.term());
    frequencies.push_back(segment.frequency(all.term()));
  }
  disk::ArrayWriter file(path);
  FactsFooter footer;
  footer.documents = ids.size();
  ids.write(file, footer.id_ends, footer.ids);
  footer.by_id = file.append_array(by_id);
  footer.digests = file.append_array(digests);
  footer.source_count = sources.size();
  sources.write(file, footer.source_ends, footer.sources);
  footer.source_of = file.append_array(source_of);
  footer.term_count = terms.size();
  terms.write(file, footer.term_ends, footer.terms);
  footer.frequencies = file.append_array(frequencies);
  file.finish(footer);
}

void write_words(const segment::Wording& from, const std::filesystem::path& path) {
  std::vector<std::uint32_t> in_order;  // a number is left over where terms share a hash
  for (std::uint32_t term = 1; term <= from.terms(); ++term) {
    if (from.forms(term) != 0) in_order.push_back(term);
  }
  std::sort(in_order.begin(), in_order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return from.term(a) < from.term(b); });
  segment::WordingWriter to(path);
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    const std::uint32_t term = in_order[i];
    std::vector<segment::Form> forms;
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t n = 0; n < from.forms(term); ++n) {
      forms.push_back(
          {std::string(from.form(term, n)), std::string(from.word_of_form(term, n)), 0});
      numbers.push_back(n);
    }
    to.add_term(from.term(term), forms, numbers);
    if (from.is_joined(term)) {
      to.mark_joined(static_cast<std::uint32_t>(i + 1), !from.is_joined_without_hyphen(term));
    }
  }
  to.finish();
}

}  // namespace

ServedFacts::ServedFacts(KeptFile facts, KeptFile words)
    : file_(facts.path, kFactsWhat, std::move(facts.sums)),
      words_(words.path, std::move(words.sums)) {
  const auto footer = file_.footer<FactsFooter>(kFactsMagic);
  const auto parts = [&](std::uint64_t text, std::uint64_t ends, std::uint64_t count) {
    return file_.parts(text, file_.array<std::uint64_t>(ends, count));
  };
  ids_ = parts(footer.ids, footer.id_ends, footer.documents);
  by_id_ = file_.array<std::uint32_t>(footer.by_id, footer.documents);
  digests_ = file_.array<std::array<char, 16>>(footer.digests, footer.documents);
  sources_ = parts(footer.sources, footer.source_ends, footer.source_count);
  source_of_ = file_.array<std::uint32_t>(footer.source_of, footer.documents);
  terms_ = parts(footer.terms, footer.term_ends, footer.term_count);
  frequencies_ = file_.array<std::uint32_t>(footer.frequencies, footer.term_count);
}

std::uint32_t ServedFacts::place_of(std::string_view id_sought) const {
  return first_not(by_id_.size(), [&](std::uint32_t i) { return id(by_id_[i]) < id_sought; });
}

std::optional<std::uint32_t> ServedFacts::find(std::string_view id_sought) const {
  const std::uint32_t at = place_of(id_sought);
  if (at == by_id_.size() || id(by_id_[at]) != id_sought) return std::nullopt;
  return by_id_[at];
}

std::optional<std::uint32_t> ServedFacts::find_term(std::string_view id_term) const {
  const std::string_view begin = schema::begin_of_id(id_term);
  if (begin.size() + schema::kIdPrefix.size() == id_term.size()) return find(begin);
  for (std::uint32_t at = place_of(begin); at < by_id_.size(); ++at) {
    const std::string_view own = id(by_id_[at]);
    if (!own.starts_with(begin)) break;
    if (schema::id_term(own) == id_term) return by_id_[at];
  }
  return std::nullopt;
}

std::uint64_t ServedFacts::frequency(std::string_view term) const {
  if (term.starts_with(schema::kIdPrefix)) return find_term(term) ? 1 : 0;
  const std::uint32_t at =
      first_not(terms_.size(), [&](std::uint32_t i) { return terms_[i] < term; });
  return at == terms_.size() || terms_[at] != term ? 0 : frequencies_[at];
}

std::uint64_t ServedFacts::frequency_in(std::string_view term, std::string_view language,
                                        const std::vector<std::string>& languages) const {
  const auto is_main = [&](std::string_view one) {
    return frequency(main_language_term(one)) != 0;
  };
  if (std::none_of(languages.begin(), languages.end(), is_main)) {
    const double share = static_cast<double>(frequency(std::string(schema::kLanguagePrefix) +
                                                       std::string(language))) /
                         static_cast<double>(documents());
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(frequency(term)) * share));
  }
  if (!is_main(language)) return frequency(in_language(term, language));
  std::uint64_t others = 0;
  for (const std::string& other : languages) {
    if (other != language) others += frequency(in_language(term, other));
  }
  const std::uint64_t all = frequency(term);
  return all - std::min(all, others);
}

std::vector<std::pair<std::string_view, std::uint64_t>> ServedFacts::sources(
    const std::function<bool(std::uint32_t docid)>& is_hidden) const {
  std::vector<std::pair<std::string_view, std::uint64_t>> all;
  for (std::size_t i = 0; i < sources_.size(); ++i) all.emplace_back(sources_[i], 0);
  std::uint32_t docid = 0;
  for (const std::uint32_t source : source_of_.all()) {
    if (source >= all.size()) file_.damaged();
    if (!is_hidden(++docid)) ++all[source].second;
  }
  return all;
}

std::string_view ServedFacts::source(std::uint32_t docid) const {
  const std::uint32_t source = source_of_[docid - 1];
  if (source >= sources_.size()) file_.damaged();
  return sources_[source];
}

std::optional<std::uint32_t> ServedFacts::number_of(std::string_view term) const {
  const std::uint32_t at =
      first_not(words_.terms(), [&](std::uint32_t i) { return words_.term(i + 1) < term; });
  if (at == words_.terms() || words_.term(at + 1) != term) return std::nullopt;
  return at + 1;
}

void ServedFacts::verify() const {
  file_.verify<FactsFooter>(kFactsMagic);
  words_.verify();
}

void write_served_facts(const segment::Reader& segment, const std::filesystem::path& facts,
                        const std::filesystem::path& words) {
  write_facts(segment, facts);
  write_words(segment.wording(), words);
}

}  // namespace dateline
