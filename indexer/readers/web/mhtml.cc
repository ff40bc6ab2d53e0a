// SPDX-License-Identifier: GPL-2.0-or-later
// A page saved with its pictures by a browser (MHTML, RFC 2557): the first HTML part is the page.
// The date of such a file is when it was saved, and says nothing about the article.
#include "common/text/ascii.h"
#include "indexer/readers/html/page.h"
#include "indexer/readers/stream/header_fields.h"
#include "indexer/readers/stream/transfer_encoding.h"
#include "indexer/readers/web/formats.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Base64 and escapes make a page up to three times as long.
constexpr std::size_t kMaxEncodedBytes = 3 * html::kMaxPageBytes;

class MhtmlReader : public Reader {
 public:
  MhtmlReader(Input& input, std::string file) : input_(input), file_(std::move(file)) {}

  std::optional<ReadResult> next() override {
    if (done_) return results_.next();
    done_ = true;
    const HeaderFields top = header();
    boundary_ = parameter(top.value("Content-Type"), "boundary");
    if (boundary_.empty()) return Reject{{file_, 1, 0}, "a multipart file without a boundary"};
    boundary_.insert(0, "--");
    while (to_boundary(nullptr)) {
      const Origin origin{file_, input_.line_number() + 1, input_.position()};
      const HeaderFields part = header();
      const std::string_view type = part.value("Content-Type");
      if (!ascii::same(type.substr(0, type.find(';')), "text/html")) continue;
      return page(origin, top, part);
    }
    return Reject{{file_, 1, 0}, "a multipart file without an HTML page"};
  }

 private:
  /// The lines up to the next empty one.
  HeaderFields header() {
    std::string lines;
    for (std::string line; input_.next(line) && !line.empty();) {
      if (lines.size() < kMaxHeaderBytes) lines += line + "\n";
    }
    return HeaderFields(lines);
  }

  /// Reads up to and over the next boundary, into `content` if given. False at the end.
  bool to_boundary(std::string* content) {
    for (std::string line; input_.next(line);) {
      if (line.starts_with(boundary_)) return line != boundary_ + "--";
      if (content != nullptr && content->size() <= kMaxEncodedBytes) *content += line + "\n";
    }
    return false;
  }

  ReadResult page(const Origin& origin, const HeaderFields& top, const HeaderFields& part) {
    std::string content;
    to_boundary(&content);
    if (content.size() > kMaxEncodedBytes) {
      return Reject{origin, fmt::format("a page of over {} MiB", html::kMaxPageBytes >> 20U)};
    }
    const std::string_view encoding = part.value("Content-Transfer-Encoding");
    if (ascii::same(encoding, "base64")) content = decode_base64(content);
    if (ascii::same(encoding, "quoted-printable")) content = decode_quoted_printable(content);
    std::string_view url = part.value("Content-Location");
    if (!url.starts_with("http")) url = top.value("Snapshot-Content-Location");
    return results_.first_of(html::read_page(
        std::move(content),
        {origin, std::string(url), parameter(part.value("Content-Type"), "charset")}));
  }

  Input& input_;
  std::string file_;
  std::string boundary_;
  html::PageResults results_;
  bool done_ = false;
};

}  // namespace

bool starts_mhtml(std::string_view head) {
  const std::size_t end = std::min(head.find("\n\n"), head.find("\n\r\n"));
  if (end == std::string_view::npos) return false;
  const HeaderFields fields(head.substr(0, end));
  const std::string_view type = fields.value("Content-Type");
  return !fields.value("MIME-Version").empty() &&
         ascii::same(type.substr(0, type.find(';')), "multipart/related");
}

std::unique_ptr<Reader> open_mhtml(Input& input, const ReaderOptions& options) {
  return std::make_unique<MhtmlReader>(input, options.file);
}

}  // namespace dateline
