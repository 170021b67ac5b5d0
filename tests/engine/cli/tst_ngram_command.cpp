#include <cmath>
#include <csignal>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 60'000; // milliseconds, for a loaded machine
constexpr double Tolerance = 1e-4; // of log10

/// A text of three sentences whose model is worked out by hand in tst_smoothing.
constexpr const char* Text = "a b a\na b\nb a b\n";

struct Run {
    int code = 0;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Run finish(QProcess& process) {
    if (!process.waitForFinished(Patience)) {
        return {-1, {}, "it did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Run run(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(VITRINE_CLI), QStringList{"ngram"_L1} + arguments);
    return finish(process);
}

} // namespace

class TestNgramCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        write("text.txt", Text);
    }

    void modelsAreListedWithTheOthers() {
        QDir(m_folder->path()).mkpath(QStringLiteral("models/counted"));
        const auto counts = m_folder->filePath(QStringLiteral("models/counted/counts.ngrams"));
        QCOMPARE(run({"train"_L1, "--order"_L1, "2"_L1, "--counts"_L1, counts, "--out"_L1,
                         m_folder->filePath(QStringLiteral("out.arpa")),
                         m_folder->filePath(QStringLiteral("text.txt"))})
                     .code,
            0);
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(
            QStringLiteral("VITRINE_MODELS"), m_folder->filePath(QStringLiteral("models")));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(VITRINE_CLI), {"models"_L1, "--json"_L1});
        const auto list = QJsonDocument::fromJson(finish(process).out).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0]["name"_L1].toString(), QStringLiteral("counted"));
        QCOMPARE(list[0]["architecture"_L1].toString(), QStringLiteral("ngram"));
        QCOMPARE(list[0]["vocabulary"_L1].toInt(), 4); // <unk>, </s>, a, b
        QCOMPARE(list[0]["context"_L1].toInt(), 1);
        // <unk>, <s>, </s>, a, b; <s> a, <s> b, a b, a </s>, b a, b </s>
        QCOMPARE(list[0]["parameters"_L1].toInt(), 5 + 6);
    }

    void everyCommandHasHelpWithExamples_data() {
        QTest::addColumn<QString>("command");
        for (const auto* command : {"train", "score", "next"}) {
            QTest::newRow(command) << QString::fromLatin1(command);
        }
    }

    void everyCommandHasHelpWithExamples() {
        QFETCH(QString, command);
        const auto help = run({command, "--help"_L1});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("Examples:"));
        QVERIFY(help.out.contains("vitrine-cli ngram " + command.toLatin1()));
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList();
        QTest::newRow("no files") << QStringList{"train"_L1, "--out"_L1, "x"_L1};
        QTest::newRow("no output") << QStringList{"train"_L1, "text.txt"_L1};
        QTest::newRow("order 8") << QStringList{
            "train"_L1, "--order"_L1, "8"_L1, "--out"_L1, "x"_L1, "y"_L1};
        QTest::newRow("unknown smoothing")
            << QStringList{"train"_L1, "--smoothing"_L1, "silk"_L1, "--out"_L1, "x"_L1, "y"_L1};
        QTest::newRow("no model") << QStringList{"next"_L1, "--context"_L1, "a"_L1};
    }

    void wrongUsage() {
        QFETCH(QStringList, arguments);
        const auto wrong = run(arguments);
        QCOMPARE(wrong.code, 2);
        QVERIFY(wrong.out.isEmpty());
        QVERIFY(!wrong.err.isEmpty());
    }

    void failures_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("names");
        QTest::newRow("not UTF-8") << QByteArray("a\n\xFF\n") << QByteArray("text.txt: line 2");
        QTest::newRow("empty") << QByteArray() << QByteArray("no line");
    }

    void failures() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, names);
        write("text.txt", text);
        const auto failed = run({"train"_L1, "--out"_L1, path("m.arpa"), path("text.txt")});
        QCOMPARE(failed.code, 1);
        QVERIFY(failed.out.isEmpty());
        QCOMPARE(failed.err.count('\n'), 1);
        QVERIFY2(failed.err.contains(names), failed.err.constData());
        QVERIFY(!QFile::exists(path("m.arpa")));
    }

    void namesTheBadLineOfAnArpaFile() {
        write("bad.arpa", "\\data\\\nngram 1=1\n\n\\1-grams:\n0.5\ta\n\n\\end\\\n");
        const auto failed = run({"next"_L1, "--model"_L1, path("bad.arpa")});
        QCOMPARE(failed.code, 1);
        QVERIFY2(failed.err.contains("bad.arpa, line 5"), failed.err.constData());
    }

    void trains() {
        const auto trained = train({"--order"_L1, "2"_L1, "--smoothing"_L1, "kneser-ney"_L1});
        QCOMPARE(trained.code, 0);
        const auto json = trained.json();
        QCOMPARE(json["order"_L1].toInt(), 2);
        QCOMPARE(json["counts"_L1].toArray(), (QJsonArray{5, 6}));
        QCOMPARE(json["discounts"_L1].toArray(), (QJsonArray{QJsonArray{0.75}, QJsonArray{0.25}}));
        QVERIFY(json["seconds"_L1].toDouble() > 0);
        QFile arpa(path("m.arpa"));
        QVERIFY(arpa.open(QIODevice::ReadOnly));
        QVERIFY(arpa.readAll().startsWith("\\data\\\nngram 1=5\nngram 2=6\n"));
    }

    void dropsWhatIsRare() {
        const auto trained = train({"--order"_L1, "3"_L1, "--cutoffs"_L1, "0,1"_L1});
        QCOMPARE(trained.json()["counts"_L1].toArray(), (QJsonArray{5, 4, 2}));
    }

    void scores() {
        QCOMPARE(train({"--order"_L1, "2"_L1, "--smoothing"_L1, "mle"_L1}).code, 0);
        write("other.txt", "a b\nb zz\n");
        const auto scored
            = run({"score"_L1, "--model"_L1, path("m.arpa"), path("other.txt"), "--json"_L1});
        QCOMPARE(scored.code, 0);
        const auto sentences = scored.json()["sentences"_L1].toArray();
        QCOMPARE(sentences.size(), 2);
        const auto first = sentences[0].toObject();
        QCOMPARE(first["text"_L1].toString(), u"a b"_s);
        QCOMPARE(first["tokens"_L1].toInt(), 3);
        QCOMPARE(first["oov"_L1].toInt(), 0);
        // p(a|<s>) p(b|a) p(</s>|b) = 2/3 · 3/4 · 2/4
        QVERIFY(std::abs(first["log10"_L1].toDouble() - std::log10(0.25)) < Tolerance);
        QCOMPARE(sentences[1].toObject()["oov"_L1].toInt(), 1);
        QVERIFY(scored.json()["perplexity"_L1].toDouble()
            > scored.json()["perplexity_without_oov"_L1].toDouble());
    }

    void predictsCharacters() {
        write("text.txt", "天地玄黄\n天地人\n");
        QCOMPARE(
            train({"--order"_L1, "2"_L1, "--unit"_L1, "character"_L1, "--smoothing"_L1, "mle"_L1})
                .code,
            0);
        const auto next = run({"next"_L1, "--model"_L1, path("m.arpa"), "--context"_L1, u"天"_s,
            "--top"_L1, "1"_L1, "--json"_L1});
        QCOMPARE(next.code, 0);
        const auto candidates = next.json()["candidates"_L1].toArray();
        QCOMPARE(candidates.size(), 1);
        QCOMPARE(candidates[0].toObject()["text"_L1].toString(), u"地"_s);
        QCOMPARE(candidates[0].toObject()["order"_L1].toInt(), 2);
        QVERIFY(std::abs(candidates[0].toObject()["probability"_L1].toDouble() - 1) < Tolerance);
    }

    void startsOrStandsInside() {
        QCOMPARE(train({"--order"_L1, "2"_L1, "--smoothing"_L1, "mle"_L1}).code, 0);
        const QStringList next{"next"_L1, "--model"_L1, path("m.arpa"), "--top"_L1, "1"_L1};
        QVERIFY(run(next).out.startsWith("0.666667\t2-gram\ta")); // after <s>
        QVERIFY(run(next + QStringList{"--inside"_L1}).out.startsWith("0.363636\t1-gram\ta"));
    }

    void keepsNothingWhenInterrupted() {
        QByteArray text;
        for (int i = 0; i < 400'000; ++i) {
            text += "w" + QByteArray::number(i * 7919LL % 65'537) + " x" + QByteArray::number(i)
                + " y\n";
        }
        write("long.txt", text);
        QProcess process;
        process.start(QStringLiteral(VITRINE_CLI),
            {"ngram"_L1, "train"_L1, "--memory"_L1, "1"_L1, "--order"_L1, "7"_L1, "--out"_L1,
                path("m.arpa"), path("long.txt")});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(takesInterrupts(process));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const auto stopped = finish(process);
        QCOMPARE(stopped.code, 130);
        QVERIFY(stopped.err.contains("was not written"));
        QVERIFY(!QFile::exists(path("m.arpa")));
    }

private:
    static bool takesInterrupts(const QProcess& process) {
        QFile status(u"/proc/%1/status"_s.arg(process.processId()));
        const auto open = status.open(QIODevice::ReadOnly);
        const auto text = open ? status.readAll() : QByteArray();
        const auto start = text.indexOf("SigBlk:") + 7;
        const auto mask = text.mid(start, text.indexOf('\n', start) - start).trimmed();
        return mask.toULongLong(nullptr, 16) & (1ULL << (SIGINT - 1));
    }
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char* name, const QByteArray& bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    Run train(const QStringList& options) const {
        return run(
            QStringList{"train"_L1, "--json"_L1, "--out"_L1, path("m.arpa"), path("text.txt")}
            + options);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestNgramCommand)
#include "tst_ngram_command.moc"
