// SPDX-License-Identifier: GPL-2.0-or-later
// An export whose file is created, never replaced.
#include "searcher/interactive/write.h"

#include "common/disk/fd.h"
#include "common/errors/errors.h"
#include "common/terminal/terminal.h"
#include "common/text/ascii.h"
#include "common/text/joined.h"
#include "searcher/export/export.h"
#include "searcher/render/counts.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>

namespace dateline::interactive {
namespace fs = std::filesystem;
namespace {

/// A file that did not exist, removed again unless it is kept.
class NewFile {
 public:
  explicit NewFile(fs::path path)
      : path_(std::move(path)), fd_(disk::try_open(path_, O_WRONLY | O_CREAT | O_EXCL)) {
    if (fd_) return;
    throw Error(Code::Machine,
                fmt::format("cannot write {}: {}", path_.string(), std::strerror(errno)),
                errno == EEXIST ? "name another file" : "");
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    std::error_code ignored;
    if (!kept_) fs::remove(path_, ignored);
  }

  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  void keep() noexcept { kept_ = true; }

 private:
  fs::path path_;
  disk::Fd fd_;
  bool kept_ = false;
};

/// The usual endings of names of files, and the format of each.
struct Ending {
  std::string_view ending;
  std::string_view format;
};
constexpr std::array<Ending, 15> kEndings = {{{".jsonl", "jsonl"},
                                              {".ndjson", "jsonl"},
                                              {".csv", "csv"},
                                              {".tsv", "tsv"},
                                              {".xlsx", "xlsx"},
                                              {".md", "md"},
                                              {".markdown", "md"},
                                              {".bib", "bibtex"},
                                              {".bibtex", "bibtex"},
                                              {".ris", "ris"},
                                              {".json", "csl-json"},
                                              {".csl-json", "csl-json"},
                                              {".atom", "atom"},
                                              {".xml", "atom"},
                                              {".trec", "trec"}}};

std::string format_named(const fs::path& path) {
  const std::string ending = ascii::lower(path.extension().string());
  for (const Ending& known : kEndings) {
    if (ending == known.ending) return std::string(known.format);
  }
  std::vector<std::string> all;
  for (const Ending& known : kEndings) all.emplace_back(known.ending);
  throw Error(Code::Usage,
              ending.empty()
                  ? fmt::format("the name {} does not say which format to write", path.string())
                  : fmt::format("no format is called {}", ending),
              "end the name in one of: " + text::joined(all, " "));
}

}  // namespace

std::string write_results(const SearchRequest& request, const std::string& name) {
  fs::path path = name;
  const char* const home = std::getenv("HOME");
  if (name.starts_with("~/") && home != nullptr) path = fs::path(home) / name.substr(2);
  ExportRequest exporting;
  exporting.format = format_named(path);
  exporting.search = request;
  exporting.search.page.clear();
  exporting.manifest = path.string() + ".manifest.json";
  if (fs::exists(exporting.manifest)) {
    throw Error(Code::Usage, exporting.manifest.string() + " exists already", "name another file");
  }
  NewFile file(path);
  exporting.output = file.fd();
  const std::uint64_t articles = export_articles(exporting);
  file.keep();
  return fmt::format("{} in {}; what they are is in {}\n", count_text(articles),
                     printable_line(path.string()), printable_line(exporting.manifest.string()));
}

}  // namespace dateline::interactive
