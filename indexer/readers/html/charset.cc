// SPDX-License-Identifier: GPL-2.0-or-later
// Labels mean what browsers understand (the Encoding standard), which is often a superset of what
// they name.
#include "indexer/readers/html/charset.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

namespace dateline::html {
namespace {

/// The standard's own limit for finding a meta tag.
constexpr std::size_t kMetaBytes = 4096;

/// Enough to recognise a character set.
constexpr std::size_t kGuessBytes = std::size_t{16} << 10U;

struct Label {
  std::string_view label;
  const char* converter;  ///< ICU's name
};

constexpr auto kLabels = std::to_array<Label>({
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"utf-16", "utf-8"},  // in a meta tag that could be read as ASCII
    {"utf-16le", "utf-8"},
    {"utf-16be", "utf-8"},
});

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

std::string without_quotes(std::string_view label) {
  const std::size_t first = label.find_first_not_of("\"' \t");
  if (first == std::string_view::npos) return "";
  return std::string(label.substr(first, label.find_first_of("\"' \t;/>", first) - first));
}

/// The charset of `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
std::string meta_charset(std::string_view page) {
  page = page.substr(0, kMetaBytes);
  for (std::size_t at = 0; (at = page.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view tag = page.substr(at, page.find('>', at) - at);
    if (tag.size() < 5 || strncasecmp(tag.data(), "<meta", 5) != 0) continue;
    if (const std::string_view found = charset_of(tag); !found.empty()) {
      return without_quotes(found);
    }
  }
  return "";
}

/// Empty when ICU does not know the label.
std::optional<std::string> convert(std::string_view bytes, std::string label) {
  for (const Label& known : kLabels) {
    if (strcasecmp(label.c_str(), std::string(known.label).c_str()) == 0) label = known.converter;
  }
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(label.c_str(), &error));
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("utf-8", &error));
  if (label.empty() || U_FAILURE(error) != 0) return std::nullopt;
  std::string text;
  std::array<UChar, 4096> pivot;
  UChar* pivot_from = pivot.data();
  UChar* pivot_to = pivot.data();
  const char* source = bytes.data();
  bool more = true;
  while (more) {
    std::array<char, 16384> block;
    char* target = block.data();
    error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, block.data() + block.size(), &source,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_from, &pivot_to,
                   pivot.data() + pivot.size(), 0, 1, &error);
    text.append(block.data(), target);
    more = error == U_BUFFER_OVERFLOW_ERROR;
  }
  if (U_FAILURE(error) != 0) return std::nullopt;
  return text;
}

/// ICU's guess at the charset, if it is fairly certain.
std::string guessed(std::string_view bytes) {
  constexpr int kFairlySure = 40;  // of 100
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  const std::string_view head = bytes.substr(0, kGuessBytes);
  ucsdet_setText(detector.get(), head.data(), static_cast<std::int32_t>(head.size()), &error);
  ucsdet_enableInputFilter(detector.get(), 1);  // tags are not text
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) != 0 || match == nullptr) return "";
  if (ucsdet_getConfidence(match, &error) < kFairlySure) return "";
  const char* const name = ucsdet_getName(match, &error);
  return U_FAILURE(error) != 0 ? "" : name;
}

}  // namespace

std::string_view charset_of(std::string_view content_type) {
  constexpr std::string_view kName = "charset";
  for (std::size_t at = 0; at + kName.size() < content_type.size(); ++at) {
    if (strncasecmp(content_type.data() + at, kName.data(), kName.size()) != 0) continue;
    std::string_view value = content_type.substr(at + kName.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    if (!value.starts_with('=')) continue;
    value.remove_prefix(1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t\"'"), value.size()));
    return value.substr(0, value.find_first_of("\"' \t;>"));
  }
  return {};
}

text::Decoded decode_page(std::string bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return text::decode_8bit(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return {text::decode_utf16(bytes.substr(2), false)};
  if (bytes.starts_with("\xFE\xFF")) return {text::decode_utf16(bytes.substr(2), true)};
  const bool ascii = text::is_ascii(bytes);
  if (!ascii && text::is_utf8(bytes)) return {std::move(bytes)};
  std::string label = without_quotes(declared);
  if (label.empty()) label = meta_charset(bytes);
  // Broken UTF-8 is repaired by rules of its own.
  const bool is_utf8 = strncasecmp(label.c_str(), "utf", 3) == 0;
  if (!label.empty() && !is_utf8) {
    if (auto text = convert(bytes, label)) return {std::move(*text)};
  }
  if (ascii) return {std::move(bytes)};
  if (label.empty()) {
    const std::string guess = guessed(bytes);
    if (auto text = convert(bytes, guess); text && guess != "UTF-8") {
      return {std::move(*text), text::Repair::Guessed};
    }
  }
  return text::decode_8bit(std::move(bytes));
}

}  // namespace dateline::html
