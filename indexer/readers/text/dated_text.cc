// SPDX-License-Identifier: GPL-2.0-or-later
// The founding format: ` date 2019-12-13 <headline or summary>`, an empty line, the body. The next
// such line that follows an empty line (or starts the file) begins the next article.
#include "indexer/readers/text/dated_text.h"

#include "common/text/ascii.h"
#include "indexer/readers/base/markup.h"

namespace dateline {
namespace {

constexpr std::string_view kMarker = "date ";

/// A body longer than this is cut; `understand` cuts it again and says so.
constexpr std::size_t kMaxKeptBytes = std::size_t{32} << 20U;

class FoundingReader : public Reader {
 public:
  FoundingReader(Input& input, std::string file) : input_(input), file_(std::move(file)) {}

  std::optional<ReadResult> next() override {
    if (!have_line_ && !advance()) return std::nullopt;
    skip_empty_lines();
    if (!have_line_) return std::nullopt;
    const Origin origin{file_, input_.line_number(), input_.offset()};
    if (!starts_dated_text(line_)) return stray_text(origin);
    return article(origin);
  }

 private:
  bool advance() {
    have_line_ = input_.next(line_);
    return have_line_;
  }

  void skip_empty_lines() {
    while (have_line_ && text::trim(line_).empty()) advance();
  }

  /// Text before the first article belongs to none: it is reported as one piece.
  ReadResult stray_text(const Origin& origin) {
    while (advance() && !starts_dated_text(line_)) {
    }
    return Reject{origin, "text before any ' date YYYY-MM-DD headline' line"};
  }

  ReadResult article(const Origin& origin) {
    RawArticle raw;
    raw.origin = origin;
    raw.date_evidence = Evidence::Header;
    const std::string header(text::trim(text::trim(line_).substr(kMarker.size())));
    std::string body;
    bool after_empty_line = false;
    while (advance()) {
      const bool empty = text::trim(line_).empty();
      if (!empty && after_empty_line && starts_dated_text(line_)) break;
      after_empty_line = empty;
      if (body.size() < kMaxKeptBytes) body.append(line_).push_back('\n');
    }
    // Header and body are from one file and share its encoding.
    const text::Decoded decoded = text::decode_8bit(header + "\n" + body);
    raw.repair = decoded.repair;
    const std::size_t line_end = decoded.text.find('\n');
    const std::size_t date_end = decoded.text.find_first_of(" \t\n");
    raw.date = decoded.text.substr(0, date_end);
    raw.headline = decoded.text.substr(date_end, line_end - date_end);
    raw.body = plain_text(decoded.text.substr(line_end + 1));
    return raw;
  }

  Input& input_;
  std::string file_;
  std::string line_;
  bool have_line_ = false;
};

}  // namespace

bool starts_dated_text(std::string_view line) {
  if (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
  if (!line.starts_with(kMarker)) return false;
  line.remove_prefix(kMarker.size());
  line = text::trim(line);
  // YYYY- is enough: whether the date exists is checked, and reported, later.
  return line.size() >= 5 && line[4] == '-' && ascii::is_digit(line[0]) &&
         ascii::is_digit(line[1]) && ascii::is_digit(line[2]) && ascii::is_digit(line[3]);
}

std::unique_ptr<Reader> open_dated_text(Input& input, const ReaderOptions& options) {
  return std::make_unique<FoundingReader>(input, options.file);
}

}  // namespace dateline
