#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/models/model_config.h"
#include "engine/text/json_document.h"
#include "engine/values/expected.h"

namespace vitrine::models {

/// Far above any real model, and low enough that a product of sizes stays within 64 bits.
inline constexpr std::int64_t LargestVocabulary = 1 << 24;
inline constexpr std::int64_t LargestContext = 1 << 24;
inline constexpr std::int64_t LargestWidth = 1 << 20;
inline constexpr std::int64_t LargestDepth = 1 << 12;

/// Reads members of config.json one after the other and keeps the first error, which ends the
/// reading.
class ConfigMembers {
public:
    explicit ConfigMembers(const text::JsonValue& object) : m_object(object) { }

    std::int64_t integer(
        const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    double number(const char* key, double fallback);
    bool flag(const char* key, bool fallback);
    std::string string(const char* key, const std::string& fallback);
    Activation activation(const char* key, Activation fallback);
    /// Refuses the member's value unless `holds`.
    void require(bool holds, const char* key, const std::string& reason);
    /// Refuses any value of the flag but the usual one: a variant that is not computed here.
    void refuseVariant(const char* key, bool usual);

    /// A value read by other means: it, or `fallback` and its error.
    template <typename T>
    T take(Expected<T> value, const T& fallback) {
        if (!value && !m_error) {
            m_error = value.error();
        }
        return value.value_or(fallback);
    }

    /// `config`, or the first error.
    template <typename Config>
    Expected<Config> result(Config config) const {
        return m_error ? Expected<Config>(Unexpected(*m_error)) : std::move(config);
    }

private:
    const text::JsonValue& m_object;
    std::optional<Error> m_error;
};

/// As transformers writes it: "gelu_new".
std::string nameOf(Activation activation);

} // namespace vitrine::models
