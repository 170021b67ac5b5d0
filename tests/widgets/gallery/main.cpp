// Shows the widgets with sample data, for looking at them: vitrine-gallery --page generate
// --theme dark --language zh_CN --zoom 175 --shot picture.png

#include <cstdio>

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include "tests/widgets/gallery/gallery_window.h"
#include "widgets/common/theme.h"

namespace {

QSize parseSize(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

} // namespace

int main(int argc, char** argv) {
    using namespace vitrine;
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const auto option = [&](const char* name, const char* description, const char* value) {
        const QCommandLineOption added(QString::fromLatin1(name), QString::fromLatin1(description),
            QString::fromLatin1(name), QString::fromLatin1(value));
        parser.addOption(added);
        return added;
    };
    const auto page = option("page", "Page to show.", "generate");
    const auto theme = option("theme", "light or dark.", "light");
    const auto language = option("language", "Locale, such as zh_CN.", "en");
    const auto translations = option("translations", "Folder of the .qm files.", ".");
    const auto zoom = option("zoom", "Per cent.", "100");
    const auto size = option("size", "Window size.", "1280x720");
    const auto shot = option("shot", "Write a picture of the window and leave.", "");
    parser.addHelpOption();
    parser.process(application);

    QLocale::setDefault(QLocale(parser.value(language)));
    QTranslator translator;
    if (translator.load(
            QStringLiteral("vitrine_") + parser.value(language), parser.value(translations)))
        QApplication::installTranslator(&translator);
    const auto scheme = parser.value(theme) == QLatin1String("dark") ? widgets::ColorScheme::Dark
                                                                     : widgets::ColorScheme::Light;
    widgets::Theme(scheme, parser.value(zoom).toInt()).applyTo(application);

    gallery::GalleryWindow window;
    if (!window.showPage(parser.value(page))) {
        std::fprintf(stderr, "no such page; there are: %s\n",
            qPrintable(gallery::GalleryWindow::pageNames().join(QStringLiteral(", "))));
        return 1;
    }
    window.resize(parseSize(parser.value(size)));
    window.show();
    if (!parser.value(shot).isEmpty()) {
        constexpr int settleMilliseconds = 400; // layouts that follow their contents come to rest
        QTimer::singleShot(settleMilliseconds, &window,
            [&] { QCoreApplication::exit(window.grab().save(parser.value(shot)) ? 0 : 1); });
    }
    return QApplication::exec();
}
