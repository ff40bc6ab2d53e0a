// SPDX-License-Identifier: GPL-2.0-or-later
// A file with one HTML page, as in mirrored directories.
#include "indexer/readers/html/html.h"

#include "common/text/ascii.h"
#include "indexer/readers/html/page.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

/// Where a page's last tag is sought.
constexpr std::size_t kTail = 1024;

class HtmlReader : public Reader {
 public:
  HtmlReader(Input& input, std::string file) : input_(input), file_(std::move(file)) {}

  std::optional<ReadResult> next() override {
    if (done_) return results_.next();
    done_ = true;
    std::string page;
    // The rest of a page that will be refused is not read.
    for (std::string_view bytes = input_.chunk();
         !bytes.empty() && page.size() <= html::kMaxPageBytes; bytes = input_.chunk()) {
      page += bytes;
    }
    const std::size_t size = page.size();
    const std::string tail =
        ascii::lower(std::string_view(page).substr(size - std::min(size, kTail)));
    std::vector<ReadResult> results = html::read_page(std::move(page), {{file_, 0, 0}, "", ""});
    if (tail.find("</html") != std::string::npos) {
      for (ReadResult& result : results) {
        if (auto* const article = std::get_if<RawArticle>(&result)) article->ends = size;
      }
    }
    return results_.first_of(std::move(results));
  }

 private:
  Input& input_;
  std::string file_;
  html::PageResults results_;
  bool done_ = false;
};

constexpr auto kFirstTags =
    std::to_array<std::string_view>({"<!doctype html", "<html", "<head", "<body", "<title", "<meta",
                                     "<div", "<article", "<h1", "<table", "<center", "<p>"});

}  // namespace

bool starts_html(std::string_view head) {
  while (true) {
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\f"), head.size()));
    const bool is_comment = head.starts_with("<!--");
    if (!is_comment && !head.starts_with("<?")) break;
    const std::size_t end = head.find(is_comment ? "-->" : ">");
    if (end == std::string_view::npos) return false;
    head.remove_prefix(end + (is_comment ? 3 : 1));
  }
  return std::any_of(kFirstTags.begin(), kFirstTags.end(),
                     [&](std::string_view tag) { return ascii::starts_with(head, tag); });
}

std::unique_ptr<Reader> open_html(Input& input, const ReaderOptions& options) {
  return std::make_unique<HtmlReader>(input, options.file);
}

}  // namespace dateline
