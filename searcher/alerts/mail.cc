// SPDX-License-Identifier: GPL-2.0-or-later
// Everything an article says is hostile here: headers are encoded words, bodies base64, and neither
// contains bidirectional controls, or links to anything but the web.
#include "searcher/alerts/mail.h"

#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/paragraphs.h"
#include "common/text/url.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <xxhash.h>

namespace dateline::alerts {
namespace fs = std::filesystem;
namespace {

/// Reserved by RFC 2606 for names that lead nowhere.
constexpr const char* kDomain = "dateline.invalid";
/// A header has at most this much of a text; the body has all of it.
constexpr std::size_t kMaxHeaderText = 300;

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += j <= count ? kDigits[group >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return out;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t kBytesOfLine = 57;
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += kBytesOfLine) {
    out += base64(bytes.substr(i, kBytesOfLine)) + "\n";
  }
  return out;
}

/// Encoded words of RFC 2047, folded, without splitting characters.
std::string encoded_words(std::string_view line) {
  constexpr std::size_t kWordBytes = 42;  // 68 characters with delimiters; 75 are allowed
  std::string words;
  while (!line.empty()) {
    const std::string_view part = text::cut(line, kWordBytes);
    if (!words.empty()) words += "\n ";
    words += "=?UTF-8?B?" + base64(part) + "?=";
    line.remove_prefix(part.size());
  }
  return words;
}

std::string header_line(std::string_view given) {
  return printable_line(text::single_line(text::cut(given, kMaxHeaderText)));
}

std::string hex_hash_of(const std::string& id) {
  const XXH128_hash_t hash = XXH3_128bits(id.data(), id.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// "Fri, 13 Dec 2019 10:15:00 +0000"; `when` is UTC.
std::string mail_date(const Date& when) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays.at(static_cast<std::size_t>(iso_weekday(day_number(when)) - 1)),
                     when.day, kMonths.at(static_cast<std::size_t>(when.month - 1)), when.year,
                     when.hour, when.minute, when.second);
}

std::string body_of(const Delivery& delivery, const Article& article) {
  std::string text = article.headline + "\n";
  std::vector<std::string> facts;
  if (!article.source.empty()) facts.push_back(article.source);
  if (article.published.date.known()) facts.push_back(human(article.published.date));
  if (!article.place.empty()) facts.push_back(article.place);
  if (!article.authors.empty())
    facts.push_back(fmt::format("{}", fmt::join(article.authors, ", ")));
  if (!facts.empty()) text += fmt::format("{}\n", fmt::join(facts, " · "));
  if (!article.flags.empty()) {
    text += fmt::format("! {}\n", fmt::join(flag_names(article), ", "));
  }
  if (const std::string link = web_link(article.url); !link.empty()) text += link + "\n";
  text += fmt::format("\n{}\n\n-- \nalert {}: {}\nid {}\n", text::flowed(article.body),
                      delivery.name, delivery.query, article.id);
  return printable(text);
}

/// One flush for a thousand messages: syncing each takes twenty milliseconds on a slow disk.
void flush_file_system(const fs::path& directory) {
  const disk::Fd fd = disk::open(directory, O_RDONLY | O_DIRECTORY);
  if (syncfs(fd.get()) != 0) disk::fail("cannot flush", directory);
}

}  // namespace

std::string header_text(std::string_view given) {
  constexpr std::size_t kPlainBytes = 60;
  const std::string line = header_line(given);
  const bool is_plain =
      line.size() <= kPlainBytes && line.find("=?") == std::string::npos &&
      std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return is_plain ? line : encoded_words(line);
}

std::string message(const Delivery& delivery, const Parcel& parcel) {
  const Article article = article_from_record(parcel.record);
  // As a phrase of an address, a name is always encoded: it may contain commas and brackets.
  const std::string from =
      encoded_words(header_line(article.source.empty() ? "Dateline" : article.source));
  return fmt::format(
      "From: {} <alert@{}>\n"
      "To: <{}@{}>\n"
      "Subject: {}\n"
      "Date: {}\n"
      "Message-ID: <{}.{}@{}>\n"
      "List-Id: <{}.alerts.{}>\n"
      "Auto-Submitted: auto-generated\n"
      "MIME-Version: 1.0\n"
      "Content-Type: text/plain; charset=utf-8\n"
      "Content-Transfer-Encoding: base64\n"
      "\n"
      "{}",
      from, kDomain, delivery.name, kDomain,
      header_text(article.headline.empty() ? "(no headline)" : article.headline),
      mail_date(delivery.now), hex_hash_of(parcel.id), delivery.uuid, kDomain, delivery.name,
      kDomain, base64_lines(body_of(delivery, article)));
}

void make_maildir(const std::string& directory) {
  for (const char* part : {"tmp", "new", "cur"}) {
    std::error_code error;
    fs::create_directories(fs::path(directory) / part, error);
    if (error) {
      throw Error(Code::Machine,
                  fmt::format("cannot make the mail directory {}: {}", directory, error.message()),
                  "name one that you may write to");
    }
  }
}

void put_into_maildir(const std::string& directory, const Delivery& delivery) {
  make_maildir(directory);
  // A message that was seen has flags after its name, after ":2,".
  std::set<std::string> there;
  for (const char* part : {"new", "cur"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(directory) / part)) {
      const std::string name = entry.path().filename().string();
      there.insert(name.substr(0, name.find(':')));
    }
  }
  const fs::path tmp = fs::path(directory) / "tmp";
  std::vector<std::string> names;
  for (const Parcel& parcel : delivery.fresh) {
    const std::string name =
        fmt::format("{}.{}.{}", hex_hash_of(parcel.id), delivery.name, kDomain);
    if (there.contains(name)) continue;
    disk::FileWriter file(tmp / name);
    file.append(message(delivery, parcel));
    file.close();
    names.push_back(name);
  }
  if (names.empty()) return;
  flush_file_system(tmp);
  for (const std::string& name : names) fs::rename(tmp / name, fs::path(directory) / "new" / name);
  disk::sync_directory(fs::path(directory) / "new");
}

}  // namespace dateline::alerts
