// SPDX-License-Identifier: GPL-2.0-or-later
// Collections that hold the articles of many papers, and what stands between readers and papers.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// True for the name of a database, library or aggregator ("ProQuest", "British Library", "Trove"),
/// and for the host or address of one.
bool is_database(std::string_view name);

/// True for hosts of databases, libraries, caches, short links and feed services, which say nothing
/// of whose article is there.
bool is_database_host(std::string_view host);

/// The host behind a proxy of a library or a cache: "www-nytimes-com.ezproxy.example.edu" →
/// "www.nytimes.com". `host` itself if it is no proxy; empty if it does not tell.
std::string host_behind_proxy(std::string_view host);

}  // namespace dateline
