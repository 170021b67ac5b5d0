#include "engine/models/config_members.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::models {

namespace {

constexpr std::array<std::pair<const char*, Activation>, 6> Activations{{
    {"gelu_new", Activation::GeluTanh}, // the first name of each is the one written
    {"gelu", Activation::Gelu},
    {"relu", Activation::Relu},
    {"silu", Activation::Silu},
    {"gelu_pytorch_tanh", Activation::GeluTanh},
    {"swish", Activation::Silu},
}};

} // namespace

std::int64_t ConfigMembers::integer(
    const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    return take(m_object.integerOr(key, fallback, least, most), fallback);
}

double ConfigMembers::number(const char* key, double fallback) {
    return take(m_object.numberOr(key, fallback), fallback);
}

bool ConfigMembers::flag(const char* key, bool fallback) {
    return take(m_object.boolOr(key, fallback), fallback);
}

std::string ConfigMembers::string(const char* key, const std::string& fallback) {
    return take(m_object.stringOr(key, fallback), fallback);
}

Activation ConfigMembers::activation(const char* key, Activation fallback) {
    const auto name = string(key, nameOf(fallback));
    const auto* known
        = std::ranges::find(Activations, name, &decltype(Activations)::value_type::first);
    require(known != Activations.end(), key, "is not supported");
    return known == Activations.end() ? fallback : known->second;
}

void ConfigMembers::require(bool holds, const char* key, const std::string& reason) {
    if (!holds && !m_error) {
        const auto value = m_object.find(key);
        m_error = value ? value->invalid(reason) : m_object.invalid(reason);
    }
}

void ConfigMembers::refuseVariant(const char* key, bool usual) {
    require(flag(key, usual) == usual, key, "is not supported");
}

std::string nameOf(Activation activation) {
    return std::ranges::find(Activations, activation, &decltype(Activations)::value_type::second)
        ->first;
}

} // namespace vitrine::models
