// SPDX-License-Identifier: GPL-2.0-or-later
// JSON Lines, scriptindex's dump format, and the writing of files.
#include "tests/bench/formats.h"

#include <cerrno>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

constexpr std::size_t kFileBuffer = std::size_t{1} << 20U;

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (c != '"' && c != '\\' && !control) continue;
    out += text.substr(from, at - from);
    from = at + 1;
    if (c == '\n') {
      out += "\\n";
    } else if (control) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += '\\';
      out += c;
    }
  }
  out += text.substr(from);
  out += '"';
}

void append_date(std::chrono::year_month_day date, std::string_view separator, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{:04}{}{:02}{}{:02}", static_cast<int>(date.year()),
                 separator, static_cast<unsigned>(date.month()), separator,
                 static_cast<unsigned>(date.day()));
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string quoted;
  append_json_string(text, quoted);
  return quoted;
}

void append_jsonl(const SyntheticArticle& article, std::string& out) {
  const auto field = [&](std::string_view name, std::string_view value) {
    out += name;
    append_json_string(value, out);
  };
  field(R"({"id":)", article.id);
  field(R"(,"title":)", article.headline);
  field(R"(,"text":)", article.body);
  out += R"(,"date":")";
  append_date(article.date, "-", out);
  field(R"(","source":)", article.source);
  field(R"(,"section":)", article.section);
  field(R"(,"author":)", article.author);
  out += R"(,"language":"en"})";
  out += '\n';
}

void append_scriptindex(const SyntheticArticle& article, std::string& out) {
  const auto field = [&](std::string_view name, std::string_view value) {
    out += name;
    out += value;
    out += '\n';
  };
  field("id=", article.id);
  field("title=", article.headline);
  out += "body=";
  std::size_t from = 0;
  for (std::size_t at = article.body.find('\n'); at != std::string::npos;
       at = article.body.find('\n', from)) {
    out += std::string_view(article.body).substr(from, at - from);
    out += "\n=";  // a line that begins like this continues the field
    from = at + 1;
  }
  field("", std::string_view(article.body).substr(from));
  out += "date=";
  append_date(article.date, "", out);
  field("\nsource=", article.source);
  out += '\n';
}

OutputFile::OutputFile(const std::filesystem::path& path)
    : path_(path), file_(std::fopen(path.c_str(), "wb")) {
  if (!file_) fail("cannot create");
  std::setvbuf(file_.get(), nullptr, _IOFBF, kFileBuffer);
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail("cannot write");
}

void OutputFile::close() {
  if (std::fclose(file_.release()) != 0) fail("cannot write");
}

void OutputFile::fail(const char* what) const {
  throw std::system_error(errno, std::generic_category(),
                          fmt::format("{} {}", what, path_.string()));
}

}  // namespace dateline::bench
