// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article and the names they go by in data sets, whatever holds them: JSON or CSV.
#pragma once

#include "indexer/readers/reader.h"

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What can be said of an article. The order is that of `field_names()`.
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
  Tags,
  Language,
  Place,
  Dateline,
  Agency,
  Status,
};
inline constexpr std::size_t kFields = 15;

/// Names of the fields, as mappings and people use them.
const std::array<std::string_view, kFields>& field_names();
std::string_view name_of(Field field);
std::optional<Field> field_from_name(std::string_view name);

/// A place that a field may be found in.
struct FieldName {
  Field field;
  unsigned rank;  ///< of several places that hold a value the lowest rank counts
};

/// The field that data sets mean by `name`. Case, blanks, '_', '-' and '.' do not count:
/// `Publish Date`, `publish_date` and `publishDate` are one name.
std::optional<FieldName> usual_field(std::string_view name);

/// Collects the fields of one article, found in any order.
class FieldCollector {
 public:
  /// True when a value found there would count.
  [[nodiscard]] bool wants(FieldName name) const {
    return name.rank < ranks_[static_cast<std::size_t>(name.field)];
  }
  /// Takes a value, unless it is blank; `found_in` is what the file calls it. Authors, tags and
  /// agencies may be several in one text.
  void put(FieldName name, std::string_view found_in, std::string value);
  /// Several values: names, or the paragraphs of a body.
  void put(FieldName name, std::string_view found_in, const std::vector<std::string>& values);

  /// What was found. Markup in headline, body and summary became text.
  RawArticle article(Origin origin, text::Repair repair) &&;

 private:
  void found(FieldName name, std::string_view found_in);

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
