// SPDX-License-Identifier: GPL-2.0-or-later
// Text is compared as public benchmarks do it: shingles of four words as bags, precision and recall
// averaged over pages.
#include "tests/bench/extraction_score.h"

#include "common/fields/outlets.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/extract/source_names.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::bench {
namespace {

constexpr std::size_t kShingleWords = 4;

using Words = std::vector<std::string>;

/// Runs of letters, digits, marks and underscores; a letter of a script without spaces is a word.
Words words_of(std::string_view text) {
  Words words;
  bool in_word = false;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    const bool is_word = c == '_' || (c > 0 && u_isalnum(c) != 0);
    const bool is_alone = c >= 0x0E00 && u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0;
    if (is_word && (!in_word || is_alone)) words.emplace_back();
    if (is_word)
      words.back().append(
          text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    in_word = is_word && !is_alone;
  }
  return words;
}

std::map<std::string, int> shingles(const Words& words, std::size_t length) {
  std::map<std::string, int> bag;
  const std::size_t count = words.size() >= length ? words.size() - length + 1 : 1;
  for (std::size_t i = 0; i < count; ++i) {
    std::string shingle;
    for (std::size_t j = i; j < std::min(i + length, words.size()); ++j) shingle += words[j] + " ";
    if (!shingle.empty()) ++bag[shingle];
  }
  return bag;
}

Words folded_words(std::string_view text) {
  return words_of(text::fold(text::single_line(text)));
}

bool holds(const Words& whole, const Words& part) {
  return !part.empty() &&
         std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

std::vector<std::string> texts_of(const nlohmann::json& expected) {
  if (expected.is_array()) return expected.get<std::vector<std::string>>();
  return {expected.get<std::string>()};
}

/// The kind of the first wanted value that is right (""), or of the last.
template <typename Kind>
std::string best_kind(const std::vector<std::string>& wanted, const Kind& kind) {
  std::string found;
  for (const std::string& one : wanted) {
    found = kind(one);
    if (found.empty()) return found;
  }
  return found;
}

/// Headlines are compared by their words, since quotation marks, spaces and capitals are the page's
/// style; sources by the outlet that they name.
std::string headline_kind(const std::string& found, const std::string& wanted,
                          const Article& article) {
  const Words is = folded_words(found);
  const Words right = folded_words(wanted);
  if (is == right) return "";
  if (found.empty()) return "missing";
  if (holds(folded_words(article.source), is)) return "the outlet's name";
  if (holds(right, is)) return "a part of it";
  return holds(is, right) ? "with something added" : "something else";
}

std::string source_kind(const std::string& found, const std::string& wanted) {
  const bool right =
      schema::facet_key(found) ==
      schema::facet_key(canonical_source(text::single_line(wanted), SourceTable::built_in()));
  if (right) return "";
  if (found.empty()) return "missing";
  return found.find('.') != std::string::npos ? "an address" : "another name";
}

/// As precise as it is expected: a day, or a moment. A moment in UTC has another day in the east
/// and in the west; people note the day there.
bool is_date(const Date& found, const std::string& wanted) {
  if (wanted.empty()) return !found.known();
  if (iso(found).starts_with(wanted)) return true;
  if (found.utc_offset_minutes != 0 || found.precision < Precision::Minute) return false;
  constexpr int kWest = 8;
  constexpr int kEast = 9;
  const std::int64_t day = day_number(found);
  if (found.hour < kWest) return iso(from_day_number(day - 1)) == wanted;
  return found.hour + kEast >= 24 && iso(from_day_number(day + 1)) == wanted;
}

std::string date_kind(const EvidentDate& found, const std::string& wanted) {
  if (is_date(found.date, wanted)) return "";
  if (!found.date.known()) return "missing";
  return fmt::format("{}, from {}", wanted.empty() ? "a date where there is none" : "another date",
                     name_of(found.evidence));
}

bool is_date_flag(Flag flag) {
  return name_of(flag).starts_with("date-");
}

/// Authors are a set: their order is the page's style.
std::string byline_kind(const Article& article, const std::vector<std::string>& wanted) {
  std::set<Words> right;
  for (const std::string& name : wanted) right.insert(folded_words(name));
  std::set<Words> found;
  for (const std::string& name : article.authors) found.insert(folded_words(name));
  if (found == right) return "";
  if (found.empty()) return "missing";
  for (const Words& one : found) {
    if (right.contains(one)) continue;
    if (one == folded_words(article.place)) return "a place";
    if (one == folded_words(article.source)) return "the outlet";
    const bool is_agency =
        std::any_of(article.agencies.begin(), article.agencies.end(),
                    [&](const std::string& agency) { return folded_words(agency) == one; });
    if (is_agency) return "an agency";
    for (const Words& name : right) {
      if (holds(one, name)) return "a name with something added";
      if (holds(name, one)) return "a part of a name";
    }
    return right.empty() ? "an author where there is none" : "somebody else";
  }
  return "some are missing";
}

/// What a paragraph is that does not belong to the article.
std::string extra_kind(const std::string& paragraph) {
  constexpr auto kRequests = std::to_array<std::string_view>(
      {"subscri", "sign up", "newsletter", "donat", "cookie", "copyright", "all rights reserved",
       "terms of", "privacy", "follow us", "log in", "register", "©", "abonn", "suscr", "share"});
  const std::string lower = text::fold(paragraph);
  const bool asks = std::any_of(kRequests.begin(), kRequests.end(), [&](std::string_view words) {
    return lower.find(words) != std::string::npos;
  });
  constexpr std::size_t kShort = 300;
  if (asks && paragraph.size() < 2 * kShort) return "added: boilerplate";
  const bool ends = paragraph.find_last_of(".!?”\"。！？") == paragraph.size() - 1;
  if (paragraph.size() < kShort && !ends) return "added: a teaser, label or caption";
  return "added: other text";
}

template <typename Visit>
void for_each_paragraph(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const auto one = text::trim(text.substr(0, end)); !one.empty()) visit(std::string(one));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Does `bag` hold most of the paragraph's shingles?
bool is_in(const std::map<std::string, int>& bag, const std::string& paragraph) {
  const auto own = shingles(words_of(paragraph), kShingleWords);
  const auto common = std::count_if(own.begin(), own.end(),
                                    [&](const auto& each) { return bag.contains(each.first); });
  return 2 * static_cast<std::size_t>(common) >= own.size();
}

}  // namespace

double f1(const Overlap& overlap) {
  const double sum = overlap.precision + overlap.recall;
  return sum == 0 ? 0 : 2 * overlap.precision * overlap.recall / sum;
}

Overlap compare(const std::string& expected, const std::string& found, std::size_t length) {
  const auto truth = shingles(words_of(expected), length);
  const auto bag = shingles(words_of(found), length);
  double common = 0;
  double all_truth = 0;
  double all_found = 0;
  for (const auto& [shingle, count] : truth) all_truth += count;
  for (const auto& [shingle, count] : bag) {
    all_found += count;
    const auto it = truth.find(shingle);
    if (it != truth.end()) common += std::min(count, it->second);
  }
  if (all_truth == 0 && all_found == 0) return {1, 1};
  return {all_found == 0 ? 0 : common / all_found, all_truth == 0 ? 0 : common / all_truth};
}

void ExtractionScore::take(const nlohmann::json& expected, const Article& article,
                           const std::string& reason, const OnFault& fault) {
  ++pages_;
  if (!reason.empty()) ++rejects_[reason];
  if (expected.contains("article") && !expected["article"].get<bool>()) {
    take_field("no article", reason.empty() ? "taken for one" : "", article.headline, "", false,
               fault);
    return;
  }
  if (!reason.empty()) fault("rejected", reason);
  const char* const body = expected.contains("articleBody") ? "articleBody" : "body";
  if (expected.contains(body)) take_body(expected[body], article.body, fault);
  if (expected.contains("begins")) {
    const Words wanted = folded_words(expected["begins"].get<std::string>());
    const Words found = folded_words(article.body);
    // The last word may be cut.
    const bool right = found.size() + 1 > wanted.size() &&
                       std::equal(wanted.begin(), wanted.end() - 1, found.begin());
    take_field("beginning",
               right           ? ""
               : found.empty() ? "missing"
                               : "another",
               article.body.substr(0, 120), expected["begins"], false, fault);
  }
  if (expected.contains("headline")) {
    const auto wanted = texts_of(expected["headline"]);
    const std::string kind = best_kind(wanted, [&](const std::string& one) {
      return headline_kind(article.headline, one, article);
    });
    take_field("headline", kind, article.headline, fmt::format("{}", fmt::join(wanted, "' or '")),
               false, fault);
  }
  if (expected.contains("date")) {
    const auto wanted = texts_of(expected["date"]);
    const std::string kind = best_kind(
        wanted, [&](const std::string& one) { return date_kind(article.published, one); });
    const bool flagged = std::any_of(article.flags.begin(), article.flags.end(), is_date_flag);
    take_field("date", kind, iso(article.published.date),
               fmt::format("{}", fmt::join(wanted, "' or '")), flagged, fault);
  }
  if (expected.contains("source")) {
    const auto wanted = texts_of(expected["source"]);
    const std::string kind =
        best_kind(wanted, [&](const std::string& one) { return source_kind(article.source, one); });
    take_field("source", kind, article.source, fmt::format("{}", fmt::join(wanted, "' or '")),
               false, fault);
  }
  if (expected.contains("authors")) {
    const auto wanted = texts_of(expected["authors"]);
    take_field("byline", byline_kind(article, wanted),
               fmt::format("{}", fmt::join(article.authors, "; ")),
               fmt::format("{}", fmt::join(wanted, "; ")), false, fault);
  }
}

void ExtractionScore::take_field(const std::string& name, const std::string& kind,
                                 const std::string& found, const std::string& wanted, bool flagged,
                                 const OnFault& fault) {
  Exactness& exactness = fields_[name];
  if (kind.empty()) {
    ++exactness.right;
    return;
  }
  ++(found.empty() ? exactness.missing : exactness.wrong);
  if (!found.empty() && !flagged) ++exactness.unflagged;
  ++exactness.kinds[kind];
  fault(name, fmt::format("{}: '{}' instead of '{}'", kind, found, wanted));
}

void ExtractionScore::take_body(const std::string& expected, const std::string& found,
                                const OnFault& fault) {
  const Overlap four = compare(expected, found, kShingleWords);
  const Overlap one = compare(expected, found, 1);
  for (const auto& [sum, overlap] : {std::pair(&overlaps_[0], four), {&overlaps_[1], one}}) {
    sum->precision += overlap.precision;
    sum->recall += overlap.recall;
  }
  ++bodies_;
  expected_bytes_ += expected.size();
  const auto truth = shingles(words_of(expected), kShingleWords);
  const auto bag = shingles(words_of(found), kShingleWords);
  for_each_paragraph(found, [&](const std::string& paragraph) {
    if (is_in(truth, paragraph)) return;
    const std::string kind = extra_kind(paragraph);
    text_kinds_[kind] += paragraph.size();
    fault("body", fmt::format("{}: {:.120}", kind, paragraph));
  });
  bool any = false;
  std::size_t pending = 0;  // bytes that are missing, until what follows says where
  for_each_paragraph(expected, [&](const std::string& paragraph) {
    if (!is_in(bag, paragraph)) {
      pending += paragraph.size();
      fault("body", fmt::format("missing: {:.120}", paragraph));
      return;
    }
    if (pending > 0) text_kinds_[any ? "missing: the middle" : "missing: the beginning"] += pending;
    any = true;
    pending = 0;
  });
  if (pending > 0) text_kinds_[any ? "missing: the end" : "missing: all"] += pending;
  constexpr double kPoor = 0.9;
  if (f1(four) < kPoor) {
    fault("text", fmt::format("precision {:.2f}, recall {:.2f}", four.precision, four.recall));
  }
}

void ExtractionScore::print() const {
  fmt::print("pages         {:>6}\n", pages_);
  for (std::size_t i = 0; bodies_ > 0 && i < overlaps_.size(); ++i) {
    const Overlap mean = {overlaps_[i].precision / bodies_, overlaps_[i].recall / bodies_};
    fmt::print("{:<14}F1 {:.3f}, precision {:.3f}, recall {:.3f} ({} pages)\n",
               i == 0 ? "shingles of 4" : "words", f1(mean), mean.precision, mean.recall, bodies_);
  }
  for (const auto& [kind, bytes] : text_kinds_) {
    fmt::print("  {:<34}{:>6.2f} % of the text expected\n", kind,
               100.0 * static_cast<double>(bytes) / static_cast<double>(expected_bytes_));
  }
  for (const auto& [name, exactness] : fields_) {
    const int asked = exactness.right + exactness.wrong + exactness.missing;
    fmt::print("{:<14}{:>6.1f} % right ({} of {}), wrong {}, missing {}", name,
               100.0 * exactness.right / asked, exactness.right, asked, exactness.wrong,
               exactness.missing);
    if (name == "date") fmt::print(", wrong without a flag {}", exactness.unflagged);
    fmt::print("\n");
    for (const auto& [kind, count] : exactness.kinds) fmt::print("  {:<34}{:>6}\n", kind, count);
  }
  for (const auto& [reason, count] : rejects_) {
    fmt::print("rejected: {:<44}{:>6}\n", reason, count);
  }
}

}  // namespace dateline::bench
