// SPDX-License-Identifier: GPL-2.0-or-later
// Comma-, semicolon-, tab- or bar-separated values with a header, one article per row.
#include "indexer/readers/tabular/csv.h"

#include "indexer/readers/base/field_names.h"
#include "indexer/readers/base/fields.h"
#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/nothing.h"
#include "indexer/readers/tabular/csv_records.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::array<char, 4> kDelimiters = {',', '\t', ';', '|'};

/// A table has no more columns than this; a longer header is not one.
constexpr std::size_t kMaxColumns = 1000;

struct Column {
  std::size_t index;
  UsualName name;
};

/// Where a row holds the fields of an article.
struct Header {
  char delimiter = ',';
  std::vector<std::string> names;
  std::vector<Column> columns;  ///< those that mean something
  bool is_of_scan = false;

  [[nodiscard]] bool has(Field field) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column& column) { return column.name.field == field; });
  }
  [[nodiscard]] std::size_t fields() const {
    std::set<Field> all;
    for (const Column& column : columns) all.insert(column.name.field);
    return all.size();
  }
};

Header header_of(std::string_view record, char delimiter, const Mapping* mapping) {
  Header header;
  header.delimiter = delimiter;
  const std::size_t count = split_record(record, delimiter, kMaxColumns, header.names);
  if (count > kMaxColumns) return {};
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    header.names[i] = text::single_line(text::decode_8bit(header.names[i]).text);
    const auto usual = usual_field(header.names[i]);
    header.is_of_scan = header.is_of_scan || is_of_scan(header.names[i]);
    if (!usual || (mapping != nullptr && mapping->find(usual->field) != nullptr)) continue;
    header.columns.push_back({i, *usual});
  }
  if (mapping == nullptr) return header;
  for (const MappedField& mapped : mapping->fields) {
    for (unsigned rank = 0; rank < mapped.places.size(); ++rank) {
      const auto it = std::find(header.names.begin(), header.names.end(), mapped.places[rank]);
      if (it == header.names.end()) continue;
      header.columns.push_back(
          {static_cast<std::size_t>(it - header.names.begin()), {mapped.field, rank}});
    }
  }
  return header;
}

/// With the delimiter that fits it best.
Header sniffed(std::string_view record, const Mapping* mapping) {
  Header best;
  for (const char delimiter : kDelimiters) {
    Header header = header_of(record, delimiter, mapping);
    if (header.columns.size() > best.columns.size() || best.names.empty()) best = std::move(header);
  }
  return best;
}

bool names_articles(Header header) {
  // `t` and `d` may be anything in a table that nobody called one of articles.
  std::erase_if(header.columns,
                [&](const Column& column) { return header.names[column.index].size() == 1; });
  return header.fields() >= 2 &&
         (header.has(Field::Headline) || header.has(Field::Body) || header.has(Field::Summary));
}

class CsvReader : public Reader {
 public:
  CsvReader(Input& input, const ReaderOptions& options) : input_(input), options_(options) {}

  std::optional<ReadResult> next() override {
    if (!records_) {
      if (auto problem = read_header()) return problem;
    }
    if (header_.columns.empty() || !records_->next()) return std::nullopt;
    if (records_->is_unclosed()) return reject("a quotation mark in this row is not closed");
    if (records_->is_over_limit()) {
      return reject(fmt::format("a row of over {} MiB", kMaxLineBytes >> 20U));
    }
    return row();
  }

 private:
  std::optional<ReadResult> read_header() {
    const std::string_view head = text::trim(input_.peek());
    header_ = sniffed(head.substr(0, head.find('\n')), options_.mapping);
    records_.emplace(input_, header_.delimiter);
    if (!records_->next()) return std::nullopt;
    header_ = header_of(records_->record(), header_.delimiter, options_.mapping);
    if (header_.columns.empty()) {
      return reject("no column of the first row has the name of a field of an article");
    }
    const std::string missing = missing_column();
    if (missing.empty()) return std::nullopt;
    return reject(
        fmt::format("the first row has no column '{}', which the mapping names", missing));
  }

  /// A column that a mapping names for a field, if the header has none for that field.
  [[nodiscard]] std::string missing_column() const {
    if (options_.mapping == nullptr) return {};
    for (const MappedField& mapped : options_.mapping->fields) {
      if (!header_.has(mapped.field) && !mapped.places.empty()) return mapped.places.front();
    }
    return {};
  }

  ReadResult row() {
    std::string_view record = records_->record();
    text::Decoded decoded;
    if (!text::is_utf8(record)) {
      decoded = text::decode_8bit(std::string(record));
      record = decoded.text;
    }
    const std::size_t count = split_record(record, header_.delimiter, header_.names.size(), cells_);
    if (count != header_.names.size()) {
      return reject(fmt::format("{} cells, but the first row has {}", count, header_.names.size()));
    }
    FieldCollector fields;
    if (header_.is_of_scan) fields.is_of_scan();
    for (const Column& column : header_.columns) {
      if (!fields.wants(column.name)) continue;
      fields.put(column.name, header_.names[column.index], std::move(cells_[column.index]));
    }
    RawArticle article = std::move(fields).article(origin(), decoded.repair);
    // A row that the end of the file ends may have been longer.
    article.ends = records_->offset() + records_->record().size() + 1;
    if (options_.mapping != nullptr) complete(*options_.mapping, article);
    if (options_.lists_unused(article)) {
      // Cells were moved away.
      split_record(record, header_.delimiter, header_.names.size(), cells_);
      list_unused(article);
    }
    return article;
  }

  void list_unused(RawArticle& article) const {
    for (std::size_t i = 0; i < header_.names.size(); ++i) {
      const std::string& name = header_.names[i];
      const std::string_view cell = text::trim(cells_[i]);
      if (is_nothing(cell) || was_used(article, name)) continue;
      article.not_used.push_back({name, std::string(text::cut(cell, kNotUsedBytes))});
    }
  }

  [[nodiscard]] Origin origin() const {
    return {options_.file, records_->line(), records_->offset()};
  }
  [[nodiscard]] Reject reject(std::string reason) const { return {origin(), std::move(reason)}; }

  Input& input_;
  const ReaderOptions options_;
  Header header_;
  std::optional<CsvRecords> records_;
  std::vector<std::string> cells_;
};

}  // namespace

bool is_csv(std::string_view head) {
  return names_articles(sniffed(text::trim(head.substr(0, head.find('\n'))), nullptr));
}

std::vector<std::string> unknown_columns(std::string_view head) {
  constexpr std::size_t kRecords = 3;
  std::vector<std::string> best;
  for (const char delimiter : kDelimiters) {
    std::vector<std::string> names;
    std::string_view rest = head;
    std::size_t alike = 0;
    // A record over several lines is seen as records that differ; the first ones are enough.
    while (alike < kRecords && rest.find('\n') != std::string_view::npos) {
      std::string_view record = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(record.size() + 1);
      if (record.ends_with('\r')) record.remove_suffix(1);
      if (text::trim(record).empty()) continue;
      std::vector<std::string> cells;
      const std::size_t count = split_record(record, delimiter, kMaxColumns, cells);
      if (names.empty()) names = cells;
      const bool is_alike = count == names.size() && count >= 2 && count <= kMaxColumns;
      if (!is_alike) break;
      ++alike;
    }
    const bool is_table = alike == kRecords || (alike == 2 && text::trim(rest).empty());
    if (is_table && names.size() > best.size()) best = std::move(names);
  }
  for (std::string& name : best) name = text::single_line(text::decode_8bit(std::move(name)).text);
  return best;
}

std::unique_ptr<Reader> open_csv(Input& input, const ReaderOptions& options) {
  return std::make_unique<CsvReader>(input, options);
}

}  // namespace dateline
