// SPDX-License-Identifier: GPL-2.0-or-later
// ICU's detector sees n-grams of languages. It is given what tells most: lines beyond ASCII, and
// where markup outweighs them, their words alone.
#include "indexer/readers/stream/charset.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

namespace dateline {
namespace {

/// Enough to recognise a character set.
constexpr std::size_t kSampleBytes = std::size_t{16} << 10U;
constexpr std::size_t kSearchedBytes = std::size_t{256} << 10U;

constexpr int kFairlySure = 40;  // of 100

/// With fewer bytes beyond ASCII, what follows may show more.
constexpr std::ptrdiff_t kTellingBytes = 200;

/// Fewer do not tell one set of Latin letters from the other.
constexpr std::ptrdiff_t kLatinBytes = 8;

constexpr std::string_view kEscape = "\x1B$";

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
    {"utf-16", "utf-8"},  // in a declaration that could be read as ASCII
    {"utf-16le", "utf-8"},
    {"utf-16be", "utf-8"},
});

bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

/// The lines that hold more than ASCII.
std::string telling_lines(std::string_view bytes) {
  std::string lines;
  bytes = bytes.substr(0, kSearchedBytes);
  while (!bytes.empty() && lines.size() < kSampleBytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    const auto first = std::find_if(line.begin(), line.end(), is_high);
    if (first != line.end()) {
      // The line may be as long as the file.
      const auto before = static_cast<std::size_t>(first - line.begin());
      const std::size_t from = before - std::min<std::size_t>(before, 200);
      lines += line.substr(from, kSampleBytes);
      lines += '\n';
    }
    bytes.remove_prefix(end);
  }
  return lines.substr(0, kSampleBytes);
}

/// Their words that hold more than ASCII.
std::string telling_words(std::string_view lines) {
  std::string words;
  while (!lines.empty()) {
    const std::size_t end =
        std::min(lines.find_first_of(" \t\r\n<>\"{}[]:;,="), lines.size() - 1) + 1;
    const std::string_view word = lines.substr(0, end);
    if (std::any_of(word.begin(), word.end(), is_high)) {
      words += word.substr(0, word.size() - (is_high(word.back()) ? 0 : 1));
      words += ' ';
    }
    lines.remove_prefix(end);
  }
  return words;
}

/// ICU's guess, if it is fairly certain.
std::string guessed(const std::string& sample) {
  struct Close {
    void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
  };
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, Close> detector(ucsdet_open(&error));
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  ucsdet_enableInputFilter(detector.get(), 1);  // tags are not text
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) != 0 || match == nullptr) return "";
  if (ucsdet_getConfidence(match, &error) < kFairlySure) return "";
  const char* const name = ucsdet_getName(match, &error);
  return U_FAILURE(error) != 0 ? "" : name;
}

/// Windows-1252 has most letters of these, and is by far more frequent.
bool is_latin(std::string_view name) {
  constexpr std::array<std::string_view, 4> kSets = {"ISO-8859-2", "windows-1250", "ISO-8859-9",
                                                     "windows-1254"};
  return std::find(kSets.begin(), kSets.end(), name) != kSets.end();
}

/// Polish has its ą elsewhere in each of the two sets, and without bytes below A0 ICU names one.
bool is_polish_of_windows(std::string_view text) {
  const auto has = [&](char c) { return text.find(c) != std::string_view::npos; };
  return has('\xB3') && has('\xB9') && !has('\xB1');
}

/// UTF-8 of `sample`, and no more than a character at its end is missing.
bool is_utf8_so_far(std::string_view sample) {
  for (std::size_t cut = 0; cut < 4 && cut <= sample.size(); ++cut) {
    if (text::is_utf8(sample.substr(0, sample.size() - cut))) return true;
  }
  return false;
}

/// The charset that the library's names of character sets stand for.
std::string converter_of(const std::string& name) {
  const auto* const known = std::find_if(kLabels.begin(), kLabels.end(), [&](const Label& each) {
    return ascii::same(each.label, name);
  });
  return known == kLabels.end() ? name : known->converter;
}

/// A guess that reading the sample so confirms.
std::string confirmed(const std::string& sample, const std::string& name) {
  const bool is_ours = name.empty() || name == "UTF-8" || name == "ISO-8859-1" ||
                       name == "windows-1252" || name.starts_with("UTF-") ||
                       name.starts_with("IBM");
  if (is_ours) return "";
  const auto decoder = CharsetDecoder::open(name);
  if (!decoder) return "";
  decoder->decode(sample, false);
  return decoder->is_sound() ? name : "";
}

}  // namespace

bool is_plain_ascii(std::string_view bytes) {
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= bytes.size(); at += sizeof eight) {
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080U) != 0) return false;
  }
  return std::none_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), is_high) &&
         bytes.find(kEscape) == std::string_view::npos;
}

Charset charset_of(std::string_view bytes) {
  if (const std::size_t escape = bytes.find(kEscape); escape != std::string_view::npos) {
    const std::string sample(
        bytes.substr(escape - std::min<std::size_t>(escape, 200), kSampleBytes));
    const std::string name = confirmed(sample, guessed(sample));
    if (name.starts_with("ISO-2022")) return {name, true};
  }
  const std::string lines = telling_lines(bytes);
  if (lines.empty()) return {};
  if (is_utf8_so_far(lines)) return {"", true};
  // More sound than broken sequences are UTF-8 with errors.
  if (text::decode_8bit(lines).repair == text::Repair::Replaced) return {"", true};
  const auto beyond = std::count_if(lines.begin(), lines.end(), is_high);
  std::string guess = guessed(lines);
  if (guess.empty()) guess = guessed(telling_words(lines));
  if (guess == "ISO-8859-2" && is_polish_of_windows(lines)) guess = "windows-1250";
  if (beyond < kLatinBytes && is_latin(guess)) return {};
  const std::string name = confirmed(lines, guess);
  return {name, beyond >= kTellingBytes || !name.empty()};
}

std::optional<text::Decoded> decode_as(std::string_view bytes, const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto decoder = CharsetDecoder::open(converter_of(name));
  if (!decoder) return std::nullopt;
  text::Decoded decoded;
  decoded.text = decoder->decode(bytes, true);
  if (!decoder->is_sound()) decoded.repair = text::Repair::Replaced;
  return decoded;
}

text::Decoded decode_undeclared(std::string bytes) {
  if (!is_plain_ascii(bytes)) {
    if (auto decoded = decode_as(bytes, charset_of(bytes).name)) {
      return {std::move(decoded->text), text::Repair::Guessed};
    }
  }
  return text::decode_8bit(std::move(bytes));
}

std::unique_ptr<CharsetDecoder> CharsetDecoder::open(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(converter_of(name).c_str(), &error);
  if (U_FAILURE(error) != 0) return nullptr;
  return std::unique_ptr<CharsetDecoder>(new CharsetDecoder(converter));
}

CharsetDecoder::~CharsetDecoder() {
  ucnv_close(converter_);
}

void CharsetDecoder::reset() {
  ucnv_reset(converter_);
}

std::string CharsetDecoder::decode(std::string_view bytes, bool is_last) {
  std::string utf8;
  std::array<UChar, 8192> units;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    UChar* to = units.data();
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter_, &to, units.data() + units.size(), &from, end, nullptr,
                   static_cast<UBool>(is_last), &error);
    const icu::UnicodeString piece(false, units.data(),
                                   static_cast<std::int32_t>(to - units.data()));
    is_sound_ = is_sound_ && piece.indexOf(u'\xFFFD') < 0;
    piece.toUTF8String(utf8);
  }
  return utf8;
}

}  // namespace dateline
