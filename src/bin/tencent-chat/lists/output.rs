//! Where rows go: stdout, or a file that appears when it is complete.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where rows go.
pub(super) enum Output {
    Stdout,
    /// Written as `part` until it is complete.
    File {
        part: PathBuf,
        path: PathBuf,
        file: File,
    },
}

impl Output {
    /// Opens it, to go on after so many bytes.
    pub(super) fn open(path: Option<&Path>, bytes: u64) -> Result<(Self, Box<dyn Write>), Failure> {
        let Some(path) = path else { return Ok((Self::Stdout, Box::new(BufWriter::new(io::stdout())))) };
        let part = part(path);
        let unusable = |error: io::Error| Failure::usage(format!("{} cannot be written: {error}", part.display()));
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&part).map_err(unusable)?;
        if file.try_lock().is_err() {
            return Err(Failure::usage(format!("{} is being written by another run", part.display())));
        }
        if file.metadata().map_err(unusable)?.len() < bytes {
            return Err(Failure::usage(format!("{} is shorter than its checkpoint says", part.display()))
                .hint("delete both to begin anew"));
        }
        file.set_len(bytes).map_err(unusable)?;
        let mut writer = file.try_clone().map_err(unusable)?;
        writer.seek(SeekFrom::Start(bytes)).map_err(unusable)?;
        Ok((Self::File { part, path: path.to_owned(), file }, Box::new(BufWriter::new(writer))))
    }

    /// Makes sure that what was flushed is on the disk, and says how much it is.
    pub(super) fn sync(&mut self) -> io::Result<u64> {
        match self {
            Self::Stdout => Ok(0),
            Self::File { file, .. } => {
                file.sync_data()?;
                // Both handles share one position.
                file.stream_position()
            }
        }
    }

    /// Lets the file appear under its name.
    pub(super) fn publish(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout => Ok(()),
            Self::File { part, path, file } => {
                file.sync_all()?;
                std::fs::rename(part, path)
            }
        }
    }

    /// The file that holds what was read of an incomplete run.
    pub(super) fn part(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File { part, .. } => Some(part),
        }
    }
}

/// The file beside `path` that is written until it is complete.
pub(super) fn part(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Writes a small file in one step: it holds the old text or the new one, whatever happens.
pub(crate) fn publish(path: &Path, text: &[u8]) -> io::Result<()> {
    let part = part(path);
    let mut file = File::create(&part)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(part, path)
}
