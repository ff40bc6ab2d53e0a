// SPDX-License-Identifier: GPL-2.0-or-later
// What every reader of a format does: turn a file into articles as the file states them.
#pragma once

#include "common/article.h"
#include "common/text/utf8.h"
#include "indexer/readers/input.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dateline {

/// Where in a file something stands.
struct Origin {
  std::string file;
  std::uint64_t line = 0;    ///< 1-based
  std::uint64_t offset = 0;  ///< bytes
};

/// An article as its file states it: nothing parsed, nothing inferred.
struct RawArticle {
  Origin origin;
  std::string id;
  std::string headline;
  std::string body;
  std::string date;                  ///< as written
  std::optional<double> date_epoch;  ///< where the file gives a number
  Evidence date_evidence = Evidence::None;
  std::string source;
  std::string url;
  std::vector<std::string> authors;
  std::string section;
  std::vector<std::string> tags;
  std::string language;
  text::Repair repair = text::Repair::None;
};

/// Something that is not an article, and why.
struct Reject {
  Origin origin;
  std::string reason;
};

using ReadResult = std::variant<RawArticle, Reject>;

/// Reads the articles of one file, in order.
class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;
  /// The next article or reject; empty at the end of the file.
  virtual std::optional<ReadResult> next() = 0;
};

enum class Format { Auto, Text, JsonLines };

/// Article field → JSON pointer, from `--map`.
using FieldMap = std::map<std::string, std::string, std::less<>>;

/// Field names that `--map` takes.
const std::vector<std::string>& mappable_fields();

/// A reader for what `input` holds, told by its content when `format` is Auto; null when the
/// content is in no form we read. `file` names the input in origins. `input` must outlive the
/// reader.
std::unique_ptr<Reader> make_reader(LineInput& input, const std::string& file, Format format,
                                    const FieldMap& map);

/// The readers themselves, one per format.
std::unique_ptr<Reader> make_founding_reader(LineInput& input, std::string file);
std::unique_ptr<Reader> make_json_lines_reader(LineInput& input, std::string file, FieldMap map);

/// True when `line` starts an article of the founding format: an optional blank, `date `, and
/// something that looks like a date.
bool starts_founding_article(std::string_view line);

}  // namespace dateline
