#include "engine/downloads/model_catalogue.h"

#include <algorithm>
#include <limits>

#include "engine/text/json_document.h"

namespace vitrine::downloads {

namespace {

using text::JsonValue;

constexpr const char* Format = "vitrine-model-catalogue";

/// Reads members into fields and remembers the first that is wrong, so that a reader lists what it
/// wants line by line.
class Fields {
public:
    explicit Fields(JsonValue value) : m_value(std::move(value)) { }

    void read(const char* key, std::string& field) {
        take(m_value.member(key).and_then(&JsonValue::asString), field);
    }
    void readOr(const char* key, std::string& field) { take(m_value.stringOr(key, {}), field); }
    void readOr(const char* key, bool& field) { take(m_value.boolOr(key, false), field); }
    template <typename Integer>
    void read(const char* key, Integer& field) {
        std::int64_t number = 0;
        take(m_value.member(key).and_then([](const JsonValue& value) {
            return value.asInteger(1, std::numeric_limits<Integer>::max());
        }),
            number);
        field = static_cast<Integer>(number);
    }
    void read(const char* key, std::vector<std::string>& field) {
        take(m_value.member(key).and_then(strings), field);
    }
    void readOr(const char* key, std::vector<std::string>& field) {
        if (const auto value = m_value.find(key)) {
            take(strings(*value), field);
        }
    }
    template <typename Value>
    void take(Expected<Value> value, Value& field) {
        if (value) {
            field = std::move(*value);
        } else if (!m_error) {
            m_error = value.error();
        }
    }
    template <typename Value>
    Expected<Value> result(Value value) const {
        return m_error ? Expected<Value>(Unexpected(*m_error)) : std::move(value);
    }
    const JsonValue& value() const { return m_value; }

private:
    static Expected<std::vector<std::string>> strings(const JsonValue& list) {
        const auto elements = list.elements();
        if (!elements) {
            return Unexpected(elements.error());
        }
        std::vector<std::string> texts;
        for (const auto& element : *elements) {
            auto text = element.asString();
            if (!text) {
                return Unexpected(text.error());
            }
            texts.push_back(std::move(*text));
        }
        return texts;
    }

    JsonValue m_value;
    std::optional<Error> m_error;
};

/// A path that stays in its folder.
Expected<void> checkPath(const JsonValue& place, const std::string& path) {
    const std::filesystem::path parts(path);
    const bool leaves
        = parts.is_absolute() || std::ranges::count(parts, std::filesystem::path("..")) > 0;
    return leaves || path.empty() ? Expected<void>(Unexpected(place.invalid("leaves its folder.")))
                                  : Expected<void>();
}

Expected<HubSource> readHub(const JsonValue& value) {
    Fields fields(value);
    HubSource source;
    fields.read("repository", source.repository);
    fields.readOr("aliases", source.aliases);
    fields.read("files", source.files);
    fields.readOr("optional", source.optional);
    fields.read("weights", source.weights);
    fields.read("bytes", source.bytes);
    for (const auto* list : {&source.files, &source.optional, &source.weights}) {
        for (const auto& file : *list) {
            if (auto stays = checkPath(value, file); !stays) {
                return Unexpected(stays.error());
            }
        }
    }
    return fields.result(std::move(source));
}

Expected<PinnedFile> readPinned(const JsonValue& value) {
    Fields fields(value);
    PinnedFile file;
    fields.read("from", file.from);
    fields.read("to", file.to);
    fields.read("bytes", file.bytes);
    fields.read("sha256", file.sha256);
    return fields.result(std::move(file)).and_then([&](PinnedFile read) {
        return checkPath(value, read.to).map([&] { return read; });
    });
}

/// One value of each element, or the first error.
template <typename Read>
auto readAll(const JsonValue& list, Read read)
    -> Expected<std::vector<typename std::invoke_result_t<Read, JsonValue>::value_type>> {
    const auto elements = list.elements();
    if (!elements) {
        return Unexpected(elements.error());
    }
    std::vector<typename std::invoke_result_t<Read, JsonValue>::value_type> values;
    for (const auto& element : *elements) {
        auto value = read(element);
        if (!value) {
            return Unexpected(value.error());
        }
        values.push_back(std::move(*value));
    }
    return values;
}

Expected<PackageSource> readPackage(const JsonValue& value) {
    Fields fields(value);
    PackageSource source;
    fields.read("name", source.name);
    fields.read("version", source.version);
    fields.read("bytes", source.bytes);
    fields.take(value.member("files").and_then(
                    [](const JsonValue& list) { return readAll(list, readPinned); }),
        source.files);
    return fields.result(std::move(source));
}

Expected<std::variant<HubSource, PackageSource>> readSource(const JsonValue& entry) {
    using Source = std::variant<HubSource, PackageSource>;
    if (const auto package = entry.find("package")) {
        return readPackage(*package).map([](PackageSource source) { return Source(source); });
    }
    return entry.member("hub").and_then(readHub).map(
        [](HubSource source) { return Source(source); });
}

Expected<std::map<std::string, std::string>> readDescriptions(const JsonValue& value) {
    const auto members = value.members();
    if (!members) {
        return Unexpected(members.error());
    }
    std::map<std::string, std::string> descriptions;
    for (const auto& [language, description] : *members) {
        auto text = description.asString();
        if (!text) {
            return Unexpected(text.error());
        }
        descriptions[language] = std::move(*text);
    }
    return descriptions;
}

Expected<CatalogueEntry> readEntry(const JsonValue& value) {
    Fields fields(value);
    CatalogueEntry entry;
    fields.read("name", entry.name);
    fields.read("title", entry.title);
    fields.read("family", entry.family);
    fields.read("parameters", entry.parameters);
    fields.read("precision", entry.precision);
    fields.read("context", entry.contextLength);
    fields.read("languages", entry.languages);
    fields.readOr("licence", entry.licence);
    fields.read("lenses", entry.lenses);
    fields.readOr("recommended", entry.recommended);
    fields.take(value.member("description").and_then(readDescriptions), entry.descriptions);
    fields.take(readSource(value), entry.source);
    return fields.result(std::move(entry)).and_then([&](CatalogueEntry read) {
        return checkPath(value, read.name).map([&] { return read; });
    });
}

Expected<void> checkFormat(const JsonValue& root) {
    const auto format = root.member("format").and_then(&JsonValue::asString);
    if (!format || *format != Format) {
        return Unexpected(root.invalid("is no catalogue of models."));
    }
    const auto found
        = root.member("version").and_then([](const JsonValue& v) { return v.asInteger(1); });
    if (!found) {
        return Unexpected(found.error());
    }
    if (*found > ModelCatalogue::version) {
        const auto place = std::to_string(*found) + ", " + std::to_string(ModelCatalogue::version);
        return Unexpected(Error{ErrorCode::FormatTooNew, root.file(), place,
            root.file() + " has version " + std::to_string(*found) + "; "
                + std::to_string(ModelCatalogue::version) + " is the newest known."});
    }
    return {};
}

} // namespace

std::int64_t PackageSource::unpackedBytes() const {
    std::int64_t sum = 0;
    for (const auto& file : files) {
        sum += file.bytes;
    }
    return sum;
}

std::int64_t CatalogueEntry::downloadBytes() const {
    return std::visit([](const auto& from) { return from.bytes; }, source);
}

std::int64_t CatalogueEntry::diskBytes() const {
    const auto* package = std::get_if<PackageSource>(&source);
    return package ? package->unpackedBytes() : downloadBytes();
}

std::string CatalogueEntry::origin() const {
    const auto* package = std::get_if<PackageSource>(&source);
    return package ? package->name + ' ' + package->version
                   : std::get<HubSource>(source).repository;
}

std::filesystem::path ModelCatalogue::fileIn(const std::filesystem::path& models) {
    return models / "catalogue.json";
}

Expected<ModelCatalogue> ModelCatalogue::read(const std::filesystem::path& file) {
    const auto document = text::JsonDocument::read(file);
    if (!document) {
        return Unexpected(document.error());
    }
    return checkFormat(document->root())
        .and_then([&] { return document->root().member("models"); })
        .and_then([](const JsonValue& list) { return readAll(list, readEntry); })
        .map([](std::vector<CatalogueEntry> entries) {
            ModelCatalogue catalogue;
            catalogue.m_entries = std::move(entries);
            return catalogue;
        });
}

const CatalogueEntry* ModelCatalogue::find(const std::string& name) const {
    const auto found = std::ranges::find(m_entries, name, &CatalogueEntry::name);
    return found == m_entries.end() ? nullptr : &*found;
}

const CatalogueEntry* ModelCatalogue::recommended() const {
    const auto found = std::ranges::find(m_entries, true, &CatalogueEntry::recommended);
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace vitrine::downloads
