// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article and the names they go by in data sets, whatever holds them: JSON or CSV.
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

/// What can be said of an article. The order is that of `raw_fields()`.
enum class Field {
  Id,
  Headline,
  Body,
  Summary,  ///< stands for the body where there is none
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
/// Where a RawArticle has a field, if it is taken as it stands.
using RawMember = std::variant<std::monostate, RawText, RawList>;

/// How the article's field is made: by cutting and tidying what is stated, or by more than that
/// (indexer/extract/understand.h).
enum class Taking { AsStated, Understood };

/// A field that data sets give a name to.
struct RawField {
  Field field;
  std::string_view name;  ///< as mappings and people use it
  RawMember member;
  const fields::Row* row;  ///< the article's field that is made of it; null where it is not of one
  Taking taking;
  std::vector<std::string_view> usual_names;  ///< in data sets, the surest first; see usual_field
};

/// All of them, by Field.
const std::vector<RawField>& raw_fields();

/// What `raw` states of it; nothing where it states none, or where the field has no member.
std::vector<std::string> stated_values(const RawArticle& raw, const RawField& field);

/// Their names.
const std::vector<std::string_view>& field_names();
std::string_view name_of(Field field);
std::optional<Field> field_from_name(std::string_view name);

/// A place that a field may be found in.
struct UsualName {
  Field field;
  unsigned rank;  ///< of several places that hold a value the lowest rank counts
};

/// The field that data sets mean by `name`. Case, blanks, '_', '-' and '.' do not count:
/// `Publish Date`, `publish_date` and `publishDate` are one name.
std::optional<UsualName> usual_field(std::string_view name);

/// Collects the fields of one article, found in any order.
class FieldCollector {
 public:
  /// True when a value found there would count.
  [[nodiscard]] bool wants(UsualName name) const {
    return name.rank < ranks_[static_cast<std::size_t>(name.field)];
  }
  /// Takes a value, unless it is blank; `found_in` is what the file calls it. Authors, tags and
  /// agencies may be several in one text.
  void put(UsualName name, std::string_view found_in, std::string value);
  /// Several values: names, or the paragraphs of a body.
  void put(UsualName name, std::string_view found_in, const std::vector<std::string>& values);

  /// What was found. Markup in headline, body and summary became text.
  RawArticle article(Origin origin, text::Repair repair) &&;

 private:
  void found(UsualName name, std::string_view found_in);

  std::array<unsigned, kFields> ranks_ = [] {
    std::array<unsigned, kFields> none{};
    none.fill(std::numeric_limits<unsigned>::max());
    return none;
  }();
  RawArticle article_;
  std::string summary_;
};

/// A publisher's word for the state of an article (IPTC's `usable`, `withheld`, `canceled`).
Status status_from_name(std::string_view name);

}  // namespace dateline
