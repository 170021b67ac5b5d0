#include "widgets/common/export_menu.h"

#include <utility>

#include <QAbstractItemModel>
#include <QEvent>
#include <QFileDialog>

#include "widgets/common/table_export.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

ExportMenu::ExportMenu(QWidget* parent)
    : QMenu(parent), m_choosePath([this](const QString& proposal, const QString& filter) {
          return QFileDialog::getSaveFileName(window(), tr("Export"), proposal, filter);
      }) {
    setToolTipsVisible(true);
}

void ExportMenu::setFigure(const Figure* figure) {
    m_figure = figure;
    rebuild();
}

void ExportMenu::setTable(const QAbstractItemModel* table) {
    m_table = table;
    rebuild();
}

void ExportMenu::setPathChooser(PathChooser chooser) {
    m_choosePath = std::move(chooser);
}

void ExportMenu::setFileName(const QString& name) {
    m_fileName = name;
}

void ExportMenu::changeEvent(QEvent* event) {
    QMenu::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

void ExportMenu::rebuild() {
    clear();
    if (m_figure)
        addFigureActions();
    if (m_figure && m_table)
        addSeparator();
    if (m_table)
        addTableActions();
}

void ExportMenu::addFigureActions() {
    connect(addAction(tr("Copy picture")), &QAction::triggered, this,
        [this] { FigureExport(*m_figure, background()).copyToClipboard(); });
    for (const auto format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}) {
        //: %1 is a file format: PNG, SVG, PDF or CSV
        const QString text = tr("Export %1…").arg(fileSuffix(format).toUpper());
        connect(
            addAction(text), &QAction::triggered, this, [this, format] { exportFigure(format); });
    }
}

void ExportMenu::addTableActions() {
    connect(
        addAction(tr("Copy table")), &QAction::triggered, this, [this] { copyTable(*m_table); });
    connect(addAction(tr("Export %1…").arg(QStringLiteral("CSV"))), &QAction::triggered, this,
        [this] { exportTable(); });
}

void ExportMenu::exportFigure(FigureFormat format) {
    const QString path = askPath(fileSuffix(format));
    if (!path.isEmpty())
        report(FigureExport(*m_figure, background()).write(path, format), path);
}

void ExportMenu::exportTable() {
    const QString path = askPath(QStringLiteral("csv"));
    if (!path.isEmpty())
        report(writeCsv(*m_table, path), path);
}

QString ExportMenu::askPath(const QString& suffix) const {
    const QString filter = QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix);
    QString path = m_choosePath(QStringLiteral("%1.%2").arg(m_fileName, suffix), filter);
    if (!path.isEmpty() && !path.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive))
        path += QLatin1Char('.') + suffix;
    return path;
}

void ExportMenu::report(const Expected<void>& result, const QString& path) {
    if (result)
        Q_EMIT exported(path);
    else
        Q_EMIT failed(result.error());
}

QColor ExportMenu::background() const {
    return Theme::of(this).color(ColorRole::Surface);
}

} // namespace vitrine::widgets
