// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article and their names in data sets, in JSON or CSV.
#pragma once

#include "common/fields/fields.h"
#include "indexer/readers/base/reader.h"

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dateline {

/// What can be stated about an article. The order is that of `raw_fields()`.
enum class Field {
  Id,
  Headline,
  Body,
  Summary,  ///< used as the body if there is none
  Date,
  Source,
  Url,
  Author,
  Section,
  Pages,
  Tags,
  Language,
  Place,
  Dateline,
  Agency,
  Status,
};
inline constexpr std::size_t kFields = 16;

using RawText = std::string RawArticle::*;
using RawList = std::vector<std::string> RawArticle::*;
/// Where a RawArticle has a field, if it is taken as is.
using RawMember = std::variant<std::monostate, RawText, RawList>;

/// How the article's field is made: by cutting and tidying what is stated, or by more than that
/// (indexer/extract/understand.h).
enum class Taking { AsStated, Understood };

/// A field that has names in data sets.
struct RawField {
  Field field;
  std::string_view name;  ///< as mappings and people use it
  RawMember member;
  const fields::Row* row;  ///< the article's field made from it; null if there is none
  Taking taking;
  std::vector<std::string_view> usual_names;  ///< in data sets, most certain first; see usual_field
};

/// All of them, by Field.
const std::vector<RawField>& raw_fields();

/// What `raw` states for it; nothing if it states none, or if the field has no member.
std::vector<std::string> stated_values(const RawArticle& raw, const RawField& field);

/// Their names.
const std::vector<std::string_view>& field_names();
std::string_view name_of(Field field);
std::optional<Field> field_from_name(std::string_view name);

/// Of a name that no mapping gives.
inline constexpr unsigned kFirstUsualRank = 900;

/// A place that a field may be found in.
struct UsualName {
  Field field;
  unsigned rank;              ///< of several places with a value the lowest rank counts
  bool must_be_date = false;  ///< the name has other meanings too: only a date counts
};

/// The field that data sets mean by `name`: that of the table, else that of its words
/// (field_by_words). Case, spaces, '_', '-' and '.' do not matter: `Publish Date`, `publish_date`
/// and `publishDate` are one name.
std::optional<UsualName> usual_field(std::string_view name);

/// Collects the fields of one article, found in any order.
class FieldCollector {
 public:
  /// True when a value found there would count.
  [[nodiscard]] bool wants(UsualName name) const;
  /// Takes a value, unless it says nothing (is_nothing), or not what such a field says: a number is
  /// no name, and the path of a file no text. `found_in` is its name in the file. One text may hold
  /// several authors, tags or agencies. Of several dates one that can be read counts, and one with
  /// the time before another with the same day alone.
  void put(UsualName name, std::string_view found_in, std::string value);
  /// Several values: names, or the paragraphs of a body.
  void put(UsualName name, std::string_view found_in, const std::vector<std::string>& values);

  /// The record has a text recognised on a scan: its `title` may be that of the paper.
  void is_of_scan() { is_of_scan_ = true; }
  /// A title beside the headline.
  void other_title(std::string title) { other_title_ = std::move(title); }

  /// What was found, with markup in headline, body and summary turned into text.
  RawArticle article(Origin origin, text::Repair repair) &&;

 private:
  void found(UsualName name, std::string_view found_in);
  void put_date(UsualName name, std::string_view found_in, std::string_view text);
  [[nodiscard]] bool is_better_date(UsualName name, std::string_view text,
                                    const std::optional<double>& number) const;
  [[nodiscard]] std::string_view where(Field field) const;
  void part_title_from_paper();
  void take_headline_from_section();

  std::array<unsigned, kFields> ranks_ = [] {
    std::array<unsigned, kFields> none{};
    none.fill(std::numeric_limits<unsigned>::max());
    return none;
  }();
  RawArticle article_;
  std::string summary_;
  std::string other_title_;
  bool is_of_scan_ = false;
};

/// True when `name`, a key or column of the file, has given a field of the article, or would have
/// given one that another name gave.
bool was_used(const RawArticle& article, std::string_view name);

/// A publisher's word for the state of an article (IPTC's `usable`, `withheld`, `canceled`).
Status status_from_name(std::string_view name);

}  // namespace dateline
