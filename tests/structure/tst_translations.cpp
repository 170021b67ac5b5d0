#include <QTest>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include <vector>

namespace {

/// One message of a .ts file.
struct Message {
    QString context;
    QString source;
    QStringList translations; ///< one for each plural form
    QString type; ///< "unfinished", "vanished", "obsolete", or empty
};

void readTranslation(QXmlStreamReader& xml, Message& message) {
    message.type = xml.attributes().value(QStringLiteral("type")).toString();
    QString whole;
    while (xml.readNext() != QXmlStreamReader::EndElement
        || xml.name() != QStringLiteral("translation")) {
        if (xml.isStartElement() && xml.name() == QStringLiteral("numerusform")) {
            message.translations.append(xml.readElementText());
        } else if (xml.isCharacters()) {
            whole += xml.text();
        }
    }
    if (message.translations.isEmpty()) {
        message.translations.append(whole);
    }
}

/// `name` is a path, or a file of the folder with the translations.
std::vector<Message> messagesOf(const QString& name) {
    QFile file(QDir(QStringLiteral(VITRINE_SOURCE_DIR "/translations")).filePath(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QXmlStreamReader xml(&file);
    std::vector<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QStringLiteral("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QStringLiteral("message")) {
            messages.push_back({context, {}, {}, {}});
        } else if (xml.name() == QStringLiteral("source")) {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == QStringLiteral("translation")) {
            readTranslation(xml, messages.back());
        }
    }
    return messages;
}

QStringList markersOf(const QString& text) {
    static const QRegularExpression marker(QStringLiteral("%(\\d|n)"));
    QStringList found;
    auto matches = marker.globalMatch(text);
    while (matches.hasNext()) {
        found.append(matches.next().captured());
    }
    found.sort();
    found.removeDuplicates();
    return found;
}

} // namespace

/// The committed translations: complete, and true to the markers of their source.
class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsFinished_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("Chinese") << "vitrine_zh_CN.ts" << 100;
        QTest::newRow("English plurals") << "vitrine_en.ts" << 3;
    }

    void everyMessageIsFinished() {
        QFETCH(QString, file);
        QFETCH(int, atLeast);
        const auto messages = messagesOf(file);
        QVERIFY(static_cast<int>(messages.size()) >= atLeast);
        for (const auto& message : messages) {
            const auto name = message.context + QStringLiteral(": ") + message.source;
            QVERIFY2(
                message.type.isEmpty(), qPrintable(name + QStringLiteral(" is ") + message.type));
            for (const auto& translation : message.translations) {
                QVERIFY2(!translation.isEmpty(), qPrintable(name));
                QCOMPARE(markersOf(translation), markersOf(message.source));
            }
        }
    }

    void chineseIsSetWithItsOwnPunctuation() {
        static const QRegularExpression chineseThenHalfWidth(
            QStringLiteral("[\\x{4e00}-\\x{9fff}][,;:!?](\\s|$|[\\x{4e00}-\\x{9fff}])"));
        for (const auto& message : messagesOf(QStringLiteral("vitrine_zh_CN.ts"))) {
            for (const auto& translation : message.translations) {
                QVERIFY2(
                    !chineseThenHalfWidth.match(translation).hasMatch(), qPrintable(translation));
            }
        }
    }

    /// What the sources ask for is what the file has: update_translations was run after a change.
    void everySourceTextIsInTheFile() {
        QProcess lupdate;
        const auto fresh = QDir::temp().filePath(
            QStringLiteral("vitrine_%1.ts").arg(QCoreApplication::applicationPid()));
        lupdate.start(QStringLiteral(VITRINE_LUPDATE),
            {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                QStringLiteral("-recursive"), QStringLiteral(VITRINE_SOURCE_DIR "/app"),
                QStringLiteral(VITRINE_SOURCE_DIR "/widgets"), QStringLiteral("-I"),
                QStringLiteral(VITRINE_SOURCE_DIR), QStringLiteral("-target-language"),
                QStringLiteral("zh_CN"), QStringLiteral("-ts"), fresh});
        QVERIFY(lupdate.waitForFinished(120000));
        QCOMPARE(lupdate.exitCode(), 0);
        const auto wanted = keysOf(messagesOf(fresh));
        QFile::remove(fresh);
        QVERIFY(!wanted.isEmpty());
        const auto present = keysOf(messagesOf(QStringLiteral("vitrine_zh_CN.ts")));
        QCOMPARE((wanted - present).values().join(QStringLiteral("; ")), QString());
        QCOMPARE((present - wanted).values().join(QStringLiteral("; ")), QString());
    }

private:
    static QSet<QString> keysOf(const std::vector<Message>& messages) {
        QSet<QString> keys;
        for (const auto& message : messages) {
            keys.insert(message.context + QLatin1Char('|') + message.source);
        }
        return keys;
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
