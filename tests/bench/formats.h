// SPDX-License-Identifier: GPL-2.0-or-later
// Synthetic articles as the files that Dateline and Omega read.
#pragma once

#include "tests/bench/corpus.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace dateline::bench {

/// `text` as a JSON string, quotes included.
std::string json_quoted(std::string_view text);

/// Appends the article as one line of JSON: id, title, text, date, source, section, author,
/// language.
void append_jsonl(const SyntheticArticle& article, std::string& out);

/// Appends the article as a record of Omega's scriptindex: id, title, body, date, source.
void append_scriptindex(const SyntheticArticle& article, std::string& out);

/// A file being written. Throws std::system_error, which names the file, when it cannot be.
class OutputFile {
 public:
  explicit OutputFile(const std::filesystem::path& path);
  void write(std::string_view bytes);
  /// Must be called: only then is it certain that all bytes have arrived.
  void close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  [[noreturn]] void fail(const char* what) const;

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace dateline::bench
