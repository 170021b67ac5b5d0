#include "app/pages/vector_catalogue_dialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

#include "app/model_text.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr int Width = 1100;
constexpr int Height = 380;

} // namespace

VectorCatalogueDialog::VectorCatalogueDialog(QWidget* parent)
    : QDialog(parent), m_vectors(publishedVectors()),
      m_model(widgets::makeParented<widgets::TextTable>(this)),
      m_table(widgets::makeParented<QTableView>(this)),
      m_visit(widgets::makeParented<QPushButton>(this)),
      m_copy(widgets::makeParented<QPushButton>(this)),
      m_open(widgets::makeParented<QPushButton>(this)) {
    setWindowTitle(tr("Fuller word vectors"));
    fill();
    build();
    const auto address = [this] { return m_vectors[static_cast<std::size_t>(current())].source; };
    connect(m_visit, &QPushButton::clicked, this,
        [address] { QDesktopServices::openUrl(QUrl(address())); });
    connect(m_copy, &QPushButton::clicked, this,
        [address] { QGuiApplication::clipboard()->setText(address()); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT openFileAsked();
    });
}

void VectorCatalogueDialog::fill() {
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& set : m_vectors) {
        const auto number = [](std::int64_t value) {
            return widgets::TextTable::Cell{
                widgets::formatCount(value), QVariant::fromValue(value)};
        };
        rows.append({{set.name, {}}, {languageNames({set.language.toStdString()}), {}},
            number(set.words), number(set.dimensions),
            {locale().formattedDataSize(set.bytes(), 1, QLocale::DataSizeSIFormat),
                QVariant::fromValue(set.bytes())},
            {set.file, {}}, {set.licence.isEmpty() ? tr("see the source") : set.licence, {}},
            {set.source, {}}});
    }
    m_model->setRows({tr("name"), tr("language"), tr("words"), tr("dimensions"), tr("in memory"),
                         tr("file"), tr("licence"), tr("source")},
        rows);
}

void VectorCatalogueDialog::build() {
    const auto theme = widgets::Theme::of(this);
    auto* layout = new QVBoxLayout(this);
    auto* how = new QLabel(tr("These sets are published by others. Download one from its source, "
                              "unpack it (.zip, .gz), and open the file: reading it takes seconds "
                              "the first time and an instant after that."),
        this);
    how->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Fuller word vectors"));
    m_table->setToolTip(tr("Sets of word vectors that others publish"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->selectRow(0);
    m_visit->setText(tr("Visit the source"));
    m_visit->setToolTip(tr("Opens the page of the chosen set in the browser"));
    m_copy->setText(tr("Copy the address"));
    m_copy->setToolTip(tr("Copies the address of the chosen set's page"));
    m_open->setText(tr("Open a file…"));
    m_open->setToolTip(tr("Opens a set that has been downloaded and unpacked"));
    m_open->setProperty("primary", true);
    auto* buttons = new QHBoxLayout;
    for (auto* button : {m_visit.get(), m_copy.get()}) {
        button->setEnabled(!m_vectors.empty());
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    buttons->addWidget(m_open);
    layout->addWidget(how);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    resize(theme.px(Width), theme.px(Height));
}

int VectorCatalogueDialog::current() const {
    return std::max(0, m_table->currentIndex().row());
}

} // namespace vitrine::app
