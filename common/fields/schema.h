// SPDX-License-Identifier: GPL-2.0-or-later
// The schema of a shard: it defines the format version, and the term prefixes and slots that do not
// belong to one field (common/fields/fields.h has those).
//
// Each article is one Xapian document.
//
//   terms with a wdf       words of headline and body, folded and stemmed in the article's
//                          language. A headline occurrence counts kHeadlineWdf times, a body
//                          occurrence once.
//                          `S` + headline word, counted once. A compound with hyphens is the
//                          words between them, and counts as one more word, which they make
//                          joined (common/text/compounds.h): "re-elect" is re, elect, reelect.
//                          Format 5 had other words: common/text/fold.h, tokenizer.h and term.h;
//                          format 6 did not tell compounds with hyphens from others.
//   boolean terms          `Q` + article id                       (unique)
//                          `D20191213` `M201912` `Y2019`          day, month, year of publication,
//                                                                 as far as they are known
//                          `XUNDATED`                             no usable date
//                          `L` + language                         "Len", "Lund"
//                          facet prefix + whole value, folded     `XSRCreuters`
//                          facet prefix + `W` + each word of it   `XSRCWpost`
//                          `XFLAG` + flag                         `XFLAGdate-future`
//   value slots            see Slot; a facet with several values joins them with kValueSeparator.
//                          All are in copies for servers; a segment has those that do not follow
//                          from its forward index (segment_slots)
//   document data          a summary, for other tools; the record is in common/segment/records.h
//
// Stock tools (xapian-delve, quest, Omega, xapian-tcpsrv) read all of it. Positions of words are in
// the forward index (common/segment/forward.h): headline words are at positions kFirstPosition…n,
// body words from n + kFieldGap on, so that no phrase reaches from one into the other.
#pragma once

#include "common/fields/fields.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::schema {

/// Incremented when an archive of the old form can no longer be read correctly.
inline constexpr int kFormatVersion = 7;

/// Headline words count this many times in ranking: BM25F's field weight, applied to wdf.
inline constexpr std::uint32_t kHeadlineWdf = 3;

/// Where the first word stands, in databases that have positions. Not at 1: libxapian 1.4.22 takes
/// a term without positions, such as a joined compound, to be at 0, and so before the first word.
inline constexpr std::uint32_t kFirstPosition = 2;

/// Empty positions between headline and body.
inline constexpr std::uint32_t kFieldGap = 100;

using fields::Slot;

/// Value slots. Dates are sortable text (see common/date/date.h).
inline constexpr Slot kPublished = 0;     ///< empty when undated
inline constexpr Slot kOldestFirst = 1;   ///< `kPublished`, or "~" when undated, which sorts last
inline constexpr Slot kDatelineDate = 2;  ///< date of the dateline
inline constexpr Slot kIngested = 3;      ///< UTC time of indexing
inline constexpr Slot kDigest = 4;  ///< 16 bytes: tells a changed article from an unchanged one
/// The slots of facets follow. Those with more meaning than the table shows:
inline constexpr Slot kSource = fields::row("source").slot;
inline constexpr Slot kLanguage = fields::row("language").slot;

/// Every slot, as in copies for servers.
const std::vector<Slot>& all_slots();

/// The slots that a segment's database has: what they hold is nowhere else but in records. The
/// others are in the forward index; the first builds of format 5 also had them here.
const std::vector<Slot>& segment_slots();

/// Between the values of one slot (ASCII unit separator; article text holds no controls).
inline constexpr char kValueSeparator = '\x1F';

inline constexpr std::string_view kHeadlinePrefix = "S";
inline constexpr std::string_view kIdPrefix = "Q";
inline constexpr std::string_view kDayPrefix = "D";
inline constexpr std::string_view kMonthPrefix = "M";
inline constexpr std::string_view kYearPrefix = "Y";
inline constexpr std::string_view kLanguagePrefix = fields::row("language").prefix;
inline constexpr std::string_view kFlagPrefix = fields::row("flags").prefix;
inline constexpr std::string_view kUndatedTerm = "XUNDATED";

/// The unique term of an article. Ids over 200 bytes are cut and end with a hash.
std::string id_term(std::string_view id);
/// Of the id that the term was made from, what the term has of it: all, unless the id was cut.
std::string_view begin_of_id(std::string_view id_term);

/// The form in which two spellings of a name are equal: folded, one space between words, a leading
/// "the" left out. Cut and hashed when over 200 bytes.
std::string facet_key(std::string_view value);

/// The boolean term of a whole facet value, and of one word of it.
std::string facet_term(const fields::Row& facet, std::string_view value);
std::string facet_word_term(const fields::Row& facet, std::string_view word);

/// The names in a source credit: "UrduPoint News / Sputnik" contains two and is itself a third.
std::vector<std::string> parties(std::string_view name);

}  // namespace dateline::schema
