#include <QTest>

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/downloads/model_fetcher.h"
#include "hub_server.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::downloads;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

constexpr qsizetype WeightBytes = 3'000'000;

QByteArray randomBytes(qsizetype count) {
    QRandomGenerator generator(/*seed=*/7);
    QByteArray bytes(count, '\0');
    for (auto& byte : bytes) {
        byte = static_cast<char>(generator.generate());
    }
    return bytes;
}

QByteArray contentOf(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

CatalogueEntry tiny() {
    CatalogueEntry entry;
    entry.name = "tiny";
    entry.source = HubSource{.repository = "org/tiny",
        .aliases = {"old-tiny"},
        .files = {"config.json"},
        .optional = {"README.md", "sub/extra.txt"},
        .weights = {"model.safetensors", "pytorch_model.bin"},
        .bytes = WeightBytes};
    return entry;
}

} // namespace

/// Fetching from a Hub, on this machine's loopback.
class TestHubDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsTheLayoutThatOtherProgramsShare();
    void asksNothingForWhatIsThere();
    void findsWhatAnotherProgramFetched();
    void takesTheFirstWeightsThatAreThere();
    void continuesAfterACut();
    void continuesInALaterRun();
    void whatWasBegunCanBeDiscarded();
    void beginsAnewWhereTheServerSendsAll();
    void tellsHowFarItIs();
    void aStopKeepsWhatHasArrived();
    void waitsForAnotherProgram();
    void removesAll();
    void failures_data();
    void failures();
    void noServer();
    void noAddress();
    void aStalledServer();
    void tooLittleRoom();
    void aFullDisk();

private:
    Expected<fs::path> fetch(const ProgressCallback& progress = {}) {
        return ModelFetcher(m_options).fetch(tiny(), m_stop.get_token(), progress);
    }
    fs::path repository() const { return m_options.cache.repository("org/tiny"); }
    fs::path weightsBlob() const {
        return repository() / "blobs"
            / test::HubServer::etagOf(QStringLiteral("model.safetensors"), m_weights).toStdString();
    }
    int contentRequests() const {
        const auto requests = m_server->requests();
        return static_cast<int>(std::ranges::count_if(requests,
            [](const QByteArray& request) { return request.startsWith("GET /content/model"); }));
    }

    const QByteArray m_weights = randomBytes(WeightBytes);
    std::unique_ptr<test::ScratchFolder> m_folder;
    std::unique_ptr<test::HubServer> m_server;
    DownloadOptions m_options = DownloadOptions::standard({});
    std::stop_source m_stop;
};

void TestHubDownload::init() {
    m_folder = std::make_unique<test::ScratchFolder>();
    m_server = std::make_unique<test::HubServer>(
        QHash<QString, QByteArray>{{QStringLiteral("config.json"), "{}"},
            {QStringLiteral("sub/extra.txt"), ""}, {QStringLiteral("model.safetensors"), m_weights},
            {QStringLiteral("pytorch_model.bin"), "older"}});
    m_stop = std::stop_source();
    m_options = DownloadOptions::standard(m_folder->path() / "packages");
    m_options.endpoint = m_server->endpoint() + '/';
    m_options.cache = formats::HubCache(m_folder->path() / "hub");
    m_options.http.stallTimeout = 1s;
}

void TestHubDownload::cleanup() {
    m_server.reset();
    m_folder.reset();
}

void TestHubDownload::keepsTheLayoutThatOtherProgramsShare() {
    const auto folder = fetch();
    QVERIFY2(folder, folder ? "" : folder.error().detail.c_str());
    const auto commit = test::HubServer::commit();
    QCOMPARE(*folder, repository() / "snapshots" / commit.toStdString());
    QCOMPARE(repository().filename().string(), std::string("models--org--tiny"));
    QCOMPARE(contentOf(repository() / "refs/main"), commit);
    QCOMPARE(contentOf(*folder / "model.safetensors"), m_weights);
    QCOMPARE(contentOf(*folder / "config.json"), QByteArray("{}"));
    QCOMPARE(contentOf(*folder / "sub/extra.txt"), QByteArray());
    QVERIFY(!fs::exists(*folder / "README.md")); // which the repository does not have
    QVERIFY(!fs::exists(*folder / "pytorch_model.bin")); // which is not needed
    QCOMPARE(fs::read_symlink(*folder / "model.safetensors").string(),
        "../../blobs/" + weightsBlob().filename().string());
    QVERIFY(fs::read_symlink(*folder / "sub/extra.txt").string().starts_with("../../../blobs/"));
    for (const auto& blob : fs::directory_iterator(repository() / "blobs")) {
        QVERIFY(blob.path().extension() != ".incomplete");
    }
}

void TestHubDownload::asksNothingForWhatIsThere() {
    QVERIFY(fetch());
    const auto before = m_server->requests().size();
    QVERIFY(fetch());
    QCOMPARE(m_server->requests().size(), before);
    QCOMPARE(ModelFetcher(m_options).begunBytes(tiny()), 0);
}

void TestHubDownload::findsWhatAnotherProgramFetched() {
    const auto snapshot = m_options.cache.snapshot("old-tiny", "abc");
    fs::create_directories(snapshot);
    QVERIFY(m_options.cache.setCurrent("old-tiny", "abc"));
    m_folder->write("hub/models--old-tiny/snapshots/abc/config.json", "{}");
    const ModelFetcher fetcher(m_options);
    QVERIFY(!fetcher.find(tiny())); // no weights yet
    m_folder->write("hub/models--old-tiny/snapshots/abc/pytorch_model.bin", "x");
    QCOMPARE(fetcher.find(tiny()), std::optional(snapshot));
    QCOMPARE(fetch().value(), snapshot);
    QVERIFY(m_server->requests().isEmpty());
}

void TestHubDownload::takesTheFirstWeightsThatAreThere() {
    m_server = std::make_unique<test::HubServer>(QHash<QString, QByteArray>{
        {QStringLiteral("config.json"), "{}"}, {QStringLiteral("pytorch_model.bin"), "older"}});
    m_options.endpoint = m_server->endpoint();
    QCOMPARE(contentOf(fetch().value() / "pytorch_model.bin"), QByteArray("older"));
}

void TestHubDownload::continuesAfterACut() {
    m_server->setFaults({.cuts = 2, .cutAfter = 1'000'000});
    const auto folder = fetch();
    QVERIFY2(folder, folder ? "" : folder.error().detail.c_str());
    QCOMPARE(contentOf(*folder / "model.safetensors"), m_weights);
    QCOMPARE(contentRequests(), 3);
    QVERIFY(m_server->requests().last().endsWith(" 2000000"));
}

void TestHubDownload::continuesInALaterRun() {
    m_server->setFaults({.cuts = 1, .cutAfter = 1'000'000});
    m_options.attempts = 1;
    const auto broken = fetch();
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, ErrorCode::DownloadBroken);
    QVERIFY(broken.error().subject.ends_with(
        "/org/tiny/resolve/" + test::HubServer::commit().toStdString() + "/model.safetensors"));
    QVERIFY(!fs::exists(repository() / "refs/main"));
    QCOMPARE(ModelFetcher(m_options).begunBytes(tiny()), 1'000'000);

    const auto folder = fetch(); // as a restarted program would
    QVERIFY2(folder, folder ? "" : folder.error().detail.c_str());
    QCOMPARE(contentOf(*folder / "model.safetensors"), m_weights);
    QVERIFY(m_server->requests().last().endsWith(" 1000000"));
    QCOMPARE(ModelFetcher(m_options).begunBytes(tiny()), 0);
}

void TestHubDownload::whatWasBegunCanBeDiscarded() {
    m_server->setFaults({.cuts = 1, .cutAfter = 1'000'000});
    m_options.attempts = 1;
    QVERIFY(!fetch());
    const ModelFetcher fetcher(m_options);
    QVERIFY(fetcher.discardBegun(tiny()));
    QCOMPARE(fetcher.begunBytes(tiny()), 0);
    QVERIFY(!fs::exists(weightsBlob().string() + ".incomplete"));
    QVERIFY(fetch());
    QVERIFY(m_server->requests().last().endsWith(" 0"));
}

void TestHubDownload::beginsAnewWhereTheServerSendsAll() {
    m_server->setFaults({.cuts = 1, .cutAfter = 1'000'000, .ranges = false});
    QCOMPARE(contentOf(fetch().value() / "model.safetensors"), m_weights);
    QCOMPARE(contentRequests(), 2);
}

void TestHubDownload::tellsHowFarItIs() {
    using Phase = DownloadProgress::Phase;
    std::vector<DownloadProgress> told;
    QVERIFY(fetch([&](const DownloadProgress& progress) { told.push_back(progress); }));
    QCOMPARE(told.front().phase, Phase::Contacting);
    const auto total = static_cast<std::int64_t>(m_weights.size()) + 2;
    for (const auto& progress : told) {
        if (progress.phase == Phase::Fetching) {
            QCOMPARE(progress.total, total);
        }
        QVERIFY(progress.done <= progress.total);
    }
    QVERIFY(std::ranges::count(told, Phase::Verifying, &DownloadProgress::phase) > 0);
    QCOMPARE(told.back().phase, Phase::Fetching);
    QCOMPARE(told.back().done, total);
}

void TestHubDownload::aStopKeepsWhatHasArrived() {
    m_server->setFaults({.stallsAfter = 1'000'000});
    m_options.http.stallTimeout = 60s;
    const auto arrived = [part = weightsBlob().string() + ".incomplete"] {
        std::error_code error;
        const auto size = fs::file_size(part, error);
        return !error && size > 500'000;
    };
    std::jthread stopper([&] {
        while (!arrived()) {
            std::this_thread::sleep_for(10ms);
        }
        m_stop.request_stop();
    });
    const auto result = fetch();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Interrupted);
    QVERIFY(arrived());
}

void TestHubDownload::waitsForAnotherProgram() {
    const auto lock = m_options.cache.lock("org/tiny", weightsBlob().filename().string());
    fs::create_directories(lock.parent_path());
    const int other = ::open(lock.c_str(), O_RDWR | O_CREAT, 0666);
    QVERIFY(::flock(other, LOCK_EX) == 0);
    std::jthread patience([this] {
        std::this_thread::sleep_for(500ms);
        m_stop.request_stop();
    });
    QCOMPARE(fetch().error().code, ErrorCode::Interrupted);
    QCOMPARE(contentRequests(), 0);
    ::close(other);
    m_stop = std::stop_source();
    QVERIFY(fetch());
}

void TestHubDownload::removesAll() {
    QVERIFY(fetch());
    const ModelFetcher fetcher(m_options);
    QVERIFY(fetcher.remove(tiny()));
    QVERIFY(!fetcher.find(tiny()));
    QVERIFY(!fs::exists(repository()));
    QVERIFY(fetcher.remove(tiny())); // nothing is left to be wrong
}

void TestHubDownload::failures_data() {
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<bool>("corrupts");
    QTest::addColumn<QByteArray>("surplus");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a wrong byte") << QByteArray() << true << QByteArray()
                                  << ErrorCode::ChecksumMismatch;
    QTest::newRow("more than announced")
        << QByteArray() << false << QByteArray(100'000, 'x') << ErrorCode::ChecksumMismatch;
    QTest::newRow("a checksum that leaves the folder")
        << QByteArray("../../../evil") << false << QByteArray() << ErrorCode::DownloadRefused;
    QTest::newRow("a checksum of no known kind")
        << QByteArray("abc") << false << QByteArray() << ErrorCode::ChecksumMismatch;
}

void TestHubDownload::failures() {
    QFETCH(QByteArray, etag);
    QFETCH(bool, corrupts);
    QFETCH(QByteArray, surplus);
    QFETCH(ErrorCode, code);
    m_server->setFaults({.corrupts = corrupts, .etag = etag, .surplus = surplus});
    const auto result = fetch();
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QVERIFY2(
        result.error().subject.starts_with(m_server->endpoint()), result.error().subject.c_str());
    QVERIFY(!fs::exists(weightsBlob()));
    QVERIFY(!fs::exists(weightsBlob().string() + ".incomplete"));
    QVERIFY(!ModelFetcher(m_options).find(tiny()));
}

void TestHubDownload::noServer() {
    const auto endpoint = m_server->endpoint();
    m_server.reset(); // nothing listens there any more
    const auto error = fetch().error();
    QCOMPARE(error.code, ErrorCode::ServerUnreachable);
    QCOMPARE(error.subject, endpoint + "/org/tiny/resolve/main/config.json");
    QVERIFY(!error.place.empty());
}

void TestHubDownload::noAddress() {
    m_options.endpoint = "file:///etc";
    QCOMPARE(fetch().error().code, ErrorCode::OptionInvalid);
}

void TestHubDownload::aStalledServer() {
    m_server->setFaults({.stallsAfter = 1'000});
    m_options.attempts = 1;
    const auto error = fetch().error();
    QCOMPARE(error.code, ErrorCode::DownloadBroken);
    QCOMPARE(fs::file_size(weightsBlob().string() + ".incomplete"), std::uintmax_t(1'000));
}

void TestHubDownload::tooLittleRoom() {
    m_options.freeBytes = [](const fs::path&) { return std::uintmax_t(1'000'000); };
    const auto error = fetch().error();
    QCOMPARE(error.code, ErrorCode::DiskTooSmall);
    QCOMPARE(error.place, std::string("4 MB, 1 MB"));
    QCOMPARE(contentRequests(), 0);
    QVERIFY(!fs::exists(repository()));
}

/// The system's own full device stands for a disk that fills up meanwhile.
void TestHubDownload::aFullDisk() {
    fs::create_directories(weightsBlob().parent_path());
    fs::create_symlink("/dev/full", weightsBlob().string() + ".incomplete");
    const auto error = fetch().error();
    QCOMPARE(error.code, ErrorCode::DiskFull);
    QVERIFY(error.subject.starts_with(weightsBlob().string()));
}

QTEST_GUILESS_MAIN(TestHubDownload)
#include "tst_hub_download.moc"
