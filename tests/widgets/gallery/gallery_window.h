#pragma once

#include <QWidget>

class QStackedWidget;

namespace vitrine::gallery {

/// Every widget of widgets/ with sample data, one page a folder.
class GalleryWindow : public QWidget {
    Q_OBJECT

public:
    GalleryWindow();

    /// "common", "tokens", "generate", "trees".
    static QStringList pageNames();
    /// False where there is no such page.
    bool showPage(const QString& name);

private:
    QStackedWidget* m_pages;
};

} // namespace vitrine::gallery
