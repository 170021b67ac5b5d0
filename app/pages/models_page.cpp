#include "app/pages/models_page.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>
#include <utility>

#include "app/model_text.h"
#include "widgets/common/card.h"
#include "widgets/common/markdown_view.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int folderRole = Qt::UserRole;
constexpr qint64 maximumCardBytes = 256 * 1024;
constexpr double rowHeight = 52; ///< of the list: a title and a line of facts
constexpr std::array devices{DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::Cuda};
constexpr std::array dtypes{DType::Float32, DType::BFloat16, DType::Int8};

/// The model card beside the weights, without the block of metadata that begins it.
QString readCard(const std::filesystem::path& folder) {
    QFile file(QString::fromStdString((folder / "README.md").string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto text = QString::fromUtf8(file.read(maximumCardBytes));
    const auto fence = QStringLiteral("---\n");
    if (text.startsWith(fence)) {
        const auto end = text.indexOf(fence, fence.size());
        text = end < 0 ? text : text.mid(end + fence.size());
    }
    return text;
}

QString listedFacts(const ModelInfo& info) {
    const auto languages = languageNames(info.languages);
    return languages.isEmpty() ? modelSummary(info)
                               : modelSummary(info) + QStringLiteral(" · ") + languages;
}

template <typename Value, std::size_t N>
int indexOf(const std::array<Value, N>& values, Value value) {
    return static_cast<int>(std::find(values.begin(), values.end(), value) - values.begin());
}

} // namespace

ModelsPage::ModelsPage(Laboratory& laboratory, Settings& settings, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_settings(settings) {
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildDetails());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item) {
            showModel(item->data(folderRole).toString().toStdString());
        }
    });
    connect(m_list, &QListWidget::itemActivated, m_open, &QPushButton::click);
    connect(m_choose, &QPushButton::clicked, this, &ModelsPage::chooseFolderAsked);
    connect(m_open, &QPushButton::clicked, this, [this] {
        auto options = loadOptions();
        options.allowOverMemory = true; // the estimate beside the button has said so
        Q_EMIT openAsked(m_folder, options);
    });
    for (auto* control : {m_device.get(), m_dtype.get()}) {
        connect(control, &widgets::SegmentedControl::currentChanged, this, &ModelsPage::askPreview);
    }
    connect(&laboratory.workspace(), &Workspace::modelChanged, this, &ModelsPage::fillList);
    applyTheme();
    retranslate();
}

QWidget* ModelsPage::buildList() {
    m_listCard = widgets::makeParented<widgets::Card>(this);
    auto* content = new QWidget(m_listCard);
    m_list = widgets::makeParented<QListWidget>(content);
    m_list->setObjectName(QStringLiteral("modelList"));
    m_choose = widgets::makeParented<QPushButton>(content);
    m_choose->setObjectName(QStringLiteral("chooseFolder"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_list, 1);
    layout->addWidget(m_choose, 0, Qt::AlignLeft);
    m_listCard->setContent(content);
    return m_listCard;
}

QWidget* ModelsPage::buildDetails() {
    m_detailCard = widgets::makeParented<widgets::Card>(this);
    auto* content = new QWidget(m_detailCard);
    m_facts = widgets::makeParented<QLabel>(content);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_deviceLabel = widgets::makeParented<QLabel>(content);
    m_device = widgets::makeParented<widgets::SegmentedControl>(content);
    m_dtypeLabel = widgets::makeParented<QLabel>(content);
    m_dtype = widgets::makeParented<widgets::SegmentedControl>(content);
    m_memory = widgets::makeParented<QLabel>(content);
    m_memory->setObjectName(QStringLiteral("memoryEstimate"));
    m_memory->setWordWrap(true);
    m_open = widgets::makeParented<QPushButton>(content);
    m_open->setObjectName(QStringLiteral("openModel"));
    m_open->setProperty("primary", true);
    m_open->setEnabled(false);
    m_cardText = widgets::makeParented<widgets::MarkdownView>(content);
    for (QLabel* label : {m_deviceLabel.get(), m_dtypeLabel.get(), m_memory.get()}) {
        widgets::setTextRole(label, widgets::TextRole::Caption);
    }
    auto* grid = new QGridLayout;
    grid->addWidget(m_deviceLabel, 0, 0);
    grid->addWidget(m_device, 0, 1, Qt::AlignLeft);
    grid->addWidget(m_dtypeLabel, 1, 0);
    grid->addWidget(m_dtype, 1, 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_facts);
    layout->addLayout(grid);
    layout->addWidget(m_memory);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    layout->addWidget(m_cardText, 1);
    m_detailCard->setContent(content);
    return m_detailCard;
}

void ModelsPage::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    // Room for two lines with Han letters, which a row of Latin ones does not measure.
    const QSize rowSize(0, widgets::Theme::of(this).px(rowHeight));
    const auto add = [this, rowSize](const QString& text, const QString& folder) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setSizeHint(rowSize);
        item->setData(folderRole, folder);
        item->setToolTip(folder);
        if (folder.toStdString() == m_folder.string()) {
            m_list->setCurrentItem(item);
        }
    };
    for (const auto& info : m_laboratory.builtInModels()) {
        add(modelTitle(info) + QLatin1Char('\n') + listedFacts(info),
            QString::fromStdString(info.path.string()));
    }
    for (const auto& folder : m_settings.recentFolders()) {
        add(folderTitle(folder.toStdString()) + QLatin1Char('\n') + folder, folder);
    }
}

void ModelsPage::showModel(const std::filesystem::path& folder) {
    m_folder = folder;
    askPreview();
}

LoadOptions ModelsPage::loadOptions() const {
    LoadOptions options;
    options.device = devices.at(static_cast<std::size_t>(m_device->current()));
    options.dtype = dtypes.at(static_cast<std::size_t>(m_dtype->current()));
    return options;
}

void ModelsPage::setLoadOptions(const LoadOptions& options) {
    m_device->setCurrent(indexOf(devices, options.device));
    m_dtype->setCurrent(indexOf(dtypes, options.dtype));
}

Expected<ModelsPage::Preview> ModelsPage::preview(
    const std::filesystem::path& folder, const LoadOptions& options) {
    auto info = api::TextModel::inspect(folder);
    if (!info) {
        return Unexpected(info.error());
    }
    const auto memory = api::TextModel::estimate(folder, options);
    if (!memory) {
        return Unexpected(memory.error());
    }
    return Preview{std::move(*info), *memory, readCard(folder)};
}

void ModelsPage::askPreview() {
    if (m_folder.empty()) {
        return;
    }
    m_request.request([folder = m_folder, options = loadOptions()](
                          const std::stop_token&) { return preview(folder, options); },
        [this](const Expected<Preview>& found) { takePreview(found); });
}

void ModelsPage::takePreview(const Expected<Preview>& found) {
    if (found) {
        m_preview = *found;
    } else {
        m_preview.reset();
        Q_EMIT failed(found.error());
    }
    m_open->setEnabled(m_preview.has_value());
    showDetails();
}

void ModelsPage::showDetails() {
    if (!m_preview) {
        m_detailCard->setTitle(tr("No model chosen"));
        m_facts->setText(tr("Choose a model at the left, or open a folder of your own."));
        m_memory->clear();
        m_cardText->clear();
        return;
    }
    const auto& [info, memory, card] = *m_preview;
    m_detailCard->setTitle(modelTitle(info));
    QString rows;
    const auto row = [&rows](const QString& name, const QString& value) {
        rows += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    const QLocale locale;
    const auto name = architectureName(info.architecture);
    const auto layers = locale.toString(info.layers);
    const auto width = locale.toString(info.modelWidth);
    row(tr("Architecture"),
        info.abilities.attends
            ? tr("%1, %2 layers × %3 heads, width %4")
                  .arg(name, layers, locale.toString(info.heads), width)
            : tr("%1, %n layer(s) without attention, width %2", nullptr, info.layers)
                  .arg(name, width));
    row(tr("Parameters"), parameterCount(info.parameters));
    row(tr("Context"), tr("%n token(s)", nullptr, info.contextLength));
    row(tr("Vocabulary"),
        tr("%1 tokens, %2")
            .arg(locale.toString(info.vocabularySize), tokenizerName(info.tokenizer)));
    row(tr("Size on disk"), byteSize(info.weightBytes));
    if (!info.languages.empty()) {
        row(tr("Languages"), languageNames(info.languages));
    }
    row(tr("Folder"), QString::fromStdString(info.path.string()));
    m_facts->setText(QStringLiteral("<table>%1</table>").arg(rows));
    auto sentence
        = tr("Needs about %1: weights %2, key–value cache %3, working memory %4; %5 is free.")
              .arg(byteSize(memory.total()), byteSize(memory.weightBytes),
                  byteSize(memory.cacheBytes), byteSize(memory.workingBytes),
                  byteSize(memory.availableBytes));
    if (!memory.fits()) {
        sentence.prepend(
            tr("This model does not fit into memory; opening it may stop other programs.")
            + QLatin1Char('\n'));
    }
    m_memory->setText(sentence);
    m_open->setText(memory.fits() ? tr("Open") : tr("Open anyway"));
    m_cardText->showMarkdown(card);
    m_cardText->setVisible(!card.isEmpty());
}

void ModelsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_folder.empty() && m_laboratory.workspace().model()) {
        m_folder = m_laboratory.workspace().model()->info().path;
        askPreview();
    }
    fillList();
}

void ModelsPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void ModelsPage::retranslate() {
    m_listCard->setTitle(tr("Models"));
    m_listCard->setSubtitle(tr("built in, and opened lately"));
    m_list->setAccessibleName(tr("Models"));
    m_choose->setText(tr("Open folder…"));
    m_choose->setToolTip(tr("Open a model of your own, a folder in Hugging Face layout"));
    m_deviceLabel->setText(tr("Runs on"));
    m_device->setSegments(
        {{tr("Automatic"), tr("The graphics processor if there is one that fits")},
            {QStringLiteral("CPU"), tr("The processor")},
            {QStringLiteral("GPU"), tr("The graphics processor")}});
    m_dtypeLabel->setText(tr("Weights as"));
    m_dtype->setSegments({{QStringLiteral("float32"), tr("Exact, four bytes a weight")},
        {QStringLiteral("bfloat16"), tr("Two bytes a weight, fewer digits")},
        {QStringLiteral("int8"), tr("One byte a weight, quantised: the fastest and least exact")}});
    m_open->setText(tr("Open"));
    m_open->setToolTip(tr("Load this model; the text stays"));
    m_cardText->setAccessibleName(tr("Model card"));
    fillList();
    showDetails();
}

void ModelsPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int side = theme.px(12);
    layout()->setContentsMargins(theme.px(16), side, theme.px(16), side);
    findChild<QSplitter*>()->setHandleWidth(side);
    m_detailCard->findChild<QGridLayout*>()->setHorizontalSpacing(theme.px(16));
    fillList();
}

} // namespace vitrine::app
