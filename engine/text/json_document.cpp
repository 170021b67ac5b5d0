#include "engine/text/json_document.h"

#include <optional>
#include <vector>

#include "engine/text/whole_file.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::json;

/// Builds the value as nlohmann's own parser does, but refuses a key that an object already has.
class StrictBuilder : public nlohmann::json_sax<Json> {
public:
    explicit StrictBuilder(Json& root) : m_root(root) { }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t& value) override { return add(std::move(value)); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        m_key = name;
        if (m_open.back()->contains(name)) {
            duplicateKey = pointer();
            return false;
        }
        return true;
    }

    bool parse_error(
        std::size_t position, const std::string&, const Json::exception& error) override {
        errorPosition = position;
        errorText = error.what();
        return false;
    }

    std::optional<std::string> duplicateKey; ///< its JSON pointer
    std::size_t errorPosition = 0; ///< bytes read when the error was seen
    std::string errorText;

private:
    bool add(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json container) {
        m_open.push_back(place(std::move(container)));
        return true;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }

    /// Puts a value where the parser stands. Only the innermost container grows, so pointers to
    /// the containers around it stay valid.
    Json* place(Json value) {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Json& container = *m_open.back();
        if (container.is_array()) {
            container.push_back(std::move(value));
            return &container.back();
        }
        m_keys.resize(m_open.size());
        m_keys.back() = m_key;
        return &(container[m_key] = std::move(value));
    }

    /// The JSON pointer of m_key in the innermost object.
    std::string pointer() const {
        std::string result;
        for (std::size_t depth = 0; depth + 1 < m_open.size(); ++depth) {
            const Json& container = *m_open[depth];
            result += '/'
                + (container.is_array() ? std::to_string(container.size() - 1) : m_keys[depth]);
        }
        return result + '/' + m_key;
    }

    Json& m_root;
    std::vector<Json*> m_open; ///< containers being filled, outermost first
    std::vector<std::string> m_keys; ///< for each open object, the key being filled
    std::string m_key;
};

/// "line:column", both from 1; the column counts bytes.
std::string lineAndColumn(std::string_view text, std::size_t offset) {
    std::size_t line = 1;
    std::size_t lineStart = 0;
    const auto before = text.substr(0, offset);
    for (auto at = before.find('\n'); at != std::string_view::npos;
         at = before.find('\n', at + 1)) {
        ++line;
        lineStart = at + 1;
    }
    return std::to_string(line) + ':' + std::to_string(before.size() - lineStart + 1);
}

/// The offset of the bracket that opens one level too many.
std::optional<std::size_t> firstTooDeep(std::string_view text) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > JsonDocument::maximumDepth) {
                return i;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return std::nullopt;
}

Unexpected failure(
    ErrorCode code, const std::string& file, const std::string& place, const std::string& reason) {
    return Unexpected({code, file, place, file + ':' + place + ": " + reason});
}

} // namespace

JsonDocument::JsonDocument(nlohmann::json json, std::string file)
    : m_json(std::move(json)), m_file(std::move(file)) {
}

Expected<JsonDocument> JsonDocument::read(const std::filesystem::path& file) {
    return readWholeFile(file, maximumBytes).and_then([&](const std::string& text) {
        return parse(text, file.string());
    });
}

Expected<JsonDocument> JsonDocument::parse(std::string_view text, std::string file) {
    if (const auto offset = firstTooDeep(text)) {
        return failure(ErrorCode::JsonTooDeep, file, lineAndColumn(text, *offset),
            "more than " + std::to_string(maximumDepth) + " levels.");
    }
    nlohmann::json json;
    StrictBuilder builder(json);
    if (!nlohmann::json::sax_parse(text, &builder)) {
        if (builder.duplicateKey) {
            return failure(ErrorCode::JsonDuplicateKey, file, *builder.duplicateKey,
                "the key stands twice in one object.");
        }
        const auto offset = builder.errorPosition > 0 ? builder.errorPosition - 1 : 0;
        return failure(
            ErrorCode::JsonInvalid, file, lineAndColumn(text, offset), builder.errorText);
    }
    return JsonDocument(std::move(json), std::move(file));
}

} // namespace vitrine::text
