#include <QTest>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace {

/// What one folder may include. Everything in a list is a prefix of an include's path.
struct Rung {
    const char* folder;
    QStringList project; ///< of the project's own headers, besides the folder's own
    bool torch;
    bool qt;
};

/// The ladder, from low to high (ARCHITECTURE.md).
std::vector<Rung> ladder() {
    const QString values = QStringLiteral("engine/values/");
    const QString text = QStringLiteral("engine/text/");
    const QString formats = QStringLiteral("engine/formats/");
    const QString ngram = QStringLiteral("engine/ngram/");
    const QString embeddings = QStringLiteral("engine/embeddings/");
    const QString metrics = QStringLiteral("engine/metrics/");
    const QString nn = QStringLiteral("engine/nn/");
    const QString models = QStringLiteral("engine/models/");
    const QString decoding = QStringLiteral("engine/decoding/");
    const QString inspect = QStringLiteral("engine/inspect/");
    const QString train = QStringLiteral("engine/train/");
    const QString api = QStringLiteral("engine/api/");
    const QString downloads = QStringLiteral("engine/downloads/");
    return {
        {"engine/values", {}, false, false},
        {"engine/text", {values}, false, false},
        {"engine/formats", {values, text}, false, false},
        {"engine/ngram", {values, text, formats}, false, false},
        {"engine/embeddings", {values, text, formats}, false, false},
        {"engine/metrics", {values, text}, false, false},
        {"engine/nn", {values, text, formats}, true, false},
        {"engine/models", {values, text, formats, nn}, true, false},
        {"engine/decoding", {values, text, formats, nn, models}, true, false},
        {"engine/inspect", {values, text, formats, nn, models, decoding}, true, false},
        {"engine/train", {values, text, formats, nn, models, decoding, inspect}, true, false},
        {"engine/api",
            {values, text, formats, ngram, embeddings, metrics, nn, models, decoding, inspect,
                train},
            true, false},
        {"engine/downloads", {values, text, formats}, false, false},
        {"engine/cli", {values, text, ngram, embeddings, metrics, api, downloads}, false, false},
        {"widgets/plot", {}, false, true},
        {"widgets", {values}, false, true},
        {"app",
            {values, text, ngram, embeddings, metrics, api, downloads, QStringLiteral("widgets/")},
            false, true},
    };
}

bool isTorch(const QString& header) {
    return header.startsWith(QStringLiteral("torch/")) || header.startsWith(QStringLiteral("ATen/"))
        || header.startsWith(QStringLiteral("c10/"))
        || header.startsWith(QStringLiteral("caffe2/"));
}

bool isQt(const QString& header) {
    static const QRegularExpression qt(QStringLiteral("^Q[A-Z]|^Qt"));
    return qt.match(header).hasMatch();
}

QStringList sourcesIn(const QString& folder) {
    QStringList files;
    QDirIterator walk(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
        QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        files.append(walk.next());
    }
    return files;
}

QStringList includesOf(const QString& path) {
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
        QRegularExpression::MultilineOption);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList headers;
    auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext()) {
        headers.append(matches.next().captured(1));
    }
    return headers;
}

bool isAllowed(const Rung& rung, const QString& header) {
    const bool ours = header.startsWith(QStringLiteral("engine/"))
        || header.startsWith(QStringLiteral("widgets/"))
        || header.startsWith(QStringLiteral("app/"));
    if (!ours) {
        return (rung.torch || !isTorch(header)) && (rung.qt || !isQt(header));
    }
    return header.startsWith(QString::fromLatin1(rung.folder) + QLatin1Char('/'))
        || std::any_of(rung.project.begin(), rung.project.end(),
            [&header](const QString& prefix) { return header.startsWith(prefix); });
}

} // namespace

/// Checks every #include of the sources against the ladder.
class TestIncludeLadder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFolderIncludesOnlyWhatLiesBelowIt_data() {
        QTest::addColumn<int>("rung");
        const auto rungs = ladder();
        for (int i = 0; i < static_cast<int>(rungs.size()); ++i) {
            QTest::newRow(rungs[static_cast<std::size_t>(i)].folder) << i;
        }
    }

    void eachFolderIncludesOnlyWhatLiesBelowIt() {
        QFETCH(int, rung);
        const auto allowed = ladder()[static_cast<std::size_t>(rung)];
        const QDir root(QStringLiteral(VITRINE_SOURCE_DIR));
        const auto files = sourcesIn(root.filePath(QString::fromLatin1(allowed.folder)));
        QVERIFY2(!files.isEmpty(), "there is nothing to check");
        for (const auto& file : files) {
            for (const auto& header : includesOf(file)) {
                QVERIFY2(isAllowed(allowed, header),
                    qPrintable(
                        root.relativeFilePath(file) + QStringLiteral(" includes ") + header));
            }
        }
    }

    void onlyPlotsKnowQCustomPlot() {
        const QDir root(QStringLiteral(VITRINE_SOURCE_DIR));
        for (const auto* top : {"engine", "widgets", "app"}) {
            for (const auto& file : sourcesIn(root.filePath(QString::fromLatin1(top)))) {
                const auto path = root.relativeFilePath(file);
                const bool knows = includesOf(file).contains(QStringLiteral("qcustomplot.h"));
                QVERIFY2(!knows
                        || (path.startsWith(QStringLiteral("widgets/plot/"))
                            && path.endsWith(QStringLiteral(".cpp"))),
                    qPrintable(path));
            }
        }
    }

    void everyFolderOfSourcesHasItsRung() {
        const QDir root(QStringLiteral(VITRINE_SOURCE_DIR));
        for (const auto* top : {"engine", "widgets", "app"}) {
            for (const auto& file : sourcesIn(root.filePath(QString::fromLatin1(top)))) {
                const auto path = root.relativeFilePath(file);
                const auto rungs = ladder();
                QVERIFY2(std::any_of(rungs.begin(), rungs.end(),
                             [&path](const Rung& rung) {
                                 return path.startsWith(
                                     QString::fromLatin1(rung.folder) + QLatin1Char('/'));
                             }),
                    qPrintable(path + QStringLiteral(" is in no folder of the ladder")));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestIncludeLadder)
#include "tst_include_ladder.moc"
